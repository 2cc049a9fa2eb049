"""How one row of the feed changes what is known: a function per kind, and nothing for the rest."""

from monitoring.folding.apply import apply, close_levels

__all__ = ["apply", "close_levels"]
