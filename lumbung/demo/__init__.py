"""The demonstration village: what it is made from and how it is made."""
