"""The books as a file or a database: opening, writing, reading, upgrading, backing up, checking."""

from cooperative.books.books import Books

__all__ = ["Books"]
