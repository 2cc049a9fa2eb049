"""The weak network of a village, made on this machine: a proxy between Chromium and the server that
refuses, stays silent, crawls and loses answers, and what is measured through it.
"""
