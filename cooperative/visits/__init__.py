"""Visits of assistants: planned, made, answered, and what was promised on them."""
