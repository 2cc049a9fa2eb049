"""The village's books, looked at from outside while they are served."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ServedBooks:
    """What is in the file of the served village at this moment."""

    file: Path

    def orders(self, key: str) -> int:
        """Return how many orders came of the submission `key`."""
        return self._one("SELECT count(*) FROM orders WHERE submission_key = ?", key)

    def lines(self, key: str) -> int:
        """Return how many lines the order of the submission `key` has."""
        return self._one(
            "SELECT count(*) FROM order_line JOIN orders ON orders.id = order_id"
            " AND orders.cooperative_id = order_line.cooperative_id WHERE submission_key = ?",
            key,
        )

    def owner(self, key: str) -> str:
        """Return whose the submission `key` is, by the name of the demonstration."""
        return self._one(
            "SELECT demo_slug FROM submission JOIN person ON person.id = person_id WHERE key = ?",
            key,
        )

    def verdict(self, key: str) -> str | None:
        """Return the verdict on the submission `key`, if there is one."""
        return self._one("SELECT verdict FROM submission WHERE key = ?", key)

    def kind(self, key: str) -> str:
        """Return the form and version the submission `key` was read as."""
        return self._one("SELECT kind FROM submission WHERE key = ?", key)

    def effects(self, key: str) -> int:
        """Return how many acts of the feed came of the submission `key`."""
        return self._one("SELECT count(*) FROM activity WHERE submission_key = ?", key)

    def orders_of(self, slug: str) -> int:
        """Return how many orders a person has placed so far."""
        return self._one(
            "SELECT count(*) FROM orders JOIN member ON member.id = orders.member_id"
            " AND member.cooperative_id = orders.cooperative_id"
            " JOIN person ON person.id = member.person_id WHERE demo_slug = ?",
            slug,
        )

    def visits_saying(self, note: str) -> list[tuple[int, int, int]]:
        """Return (cooperative, promises, photos) of every visit with this note."""
        return self._all(
            "SELECT cooperative_id, (SELECT count(*) FROM visit_task t WHERE t.visit_id = v.id"
            " AND t.cooperative_id = v.cooperative_id), photo IS NOT NULL FROM visit v"
            " WHERE note = ?",
            note,
        )

    def order_year(self, key: str) -> str:
        """Return the year in which the order of `key` was placed, as the books say."""
        return self._one("SELECT substr(placed_at, 1, 4) FROM orders WHERE submission_key = ?", key)

    def year(self) -> str:
        """Return this year."""
        return self._one("SELECT strftime('%Y', 'now')")

    def _one(self, query: str, *values: Any) -> Any:
        rows = self._all(query, *values)
        return rows[0][0] if rows else None

    def _all(self, query: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)) as db:
            return db.execute(query, values).fetchall()
