"""The books as a file or a database: opening, writing, reading, upgrading, backing up, checking."""

from sqlmodel import Session

from cooperative.books.books import Books

__all__ = ["Books", "Session"]
