"""Cooperatives, people, members, roles, and the phones they sign in with."""
