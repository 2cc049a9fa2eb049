"""Who is signed in: the one read every request begins with.

On SQLite it is a prepared statement on a read-only connection of its own and takes some tens of
microseconds, so it runs on the event loop; a thread would cost more than half of what the box can
serve (architecture.md 3). On a server's database it is a round trip and belongs into a thread.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.books.engines import sqlite_path
from cooperative.books.quick import QuickLook

_OPEN = (
    "o.state IN ('placed', 'accepted', 'prepared', 'ready')"  # the index on open orders serves it
)
# As `watching.desk_of` finds it: news of who watches over a region is in the books of one of hers.
_DESK = """coalesce(s.cooperative_id,
    (SELECT n.cooperative_id FROM enrolment n WHERE n.person_id = p.id AND n.revoked_at IS NULL
      AND n.cooperative_id IS NOT NULL ORDER BY n.enrolled_at DESC, n.device_id DESC LIMIT 1),
    (SELECT k.id FROM cooperative k JOIN region_grant r ON k.region_code LIKE r.region_code || '%'
      WHERE r.person_id = p.id AND r.until IS NULL ORDER BY k.id LIMIT 1))"""
_SQL = f"""
SELECT p.id, p.public_id, p.name, p.honorific, coalesce(s.cooperative_id, 0), coalesce(c.name, ''),
  coalesce(c.zone, 'Asia/Pontianak'), m.id, d.id, d.public_id, s.pin_at, s.locked_at,
  (SELECT {{joined}}(g.role, ',') FROM role_grant g
    WHERE g.cooperative_id = s.cooperative_id AND g.person_id = p.id AND g.until IS NULL),
  (SELECT {{joined}}(r.role, ',') FROM region_grant r WHERE r.person_id = p.id AND r.until IS NULL
    AND (s.cooperative_id IS NULL OR c.region_code LIKE r.region_code || '%')),
  (SELECT count(*) FROM inbox_entry i
    WHERE i.cooperative_id = {_DESK} AND i.person_id = p.id AND i.read_at IS NULL),
  (SELECT count(*) FROM basket_line b
    WHERE b.cooperative_id = s.cooperative_id AND b.person_id = p.id),
  (SELECT count(*) FROM orders o WHERE o.cooperative_id = s.cooperative_id AND {_OPEN}
    AND o.state = 'ready' AND o.member_id = m.id),
  (SELECT count(*) FROM orders o WHERE o.cooperative_id = s.cooperative_id AND {_OPEN}
    AND o.state = 'placed' AND EXISTS (SELECT 1 FROM role_grant g
      WHERE g.cooperative_id = s.cooperative_id AND g.person_id = p.id AND g.until IS NULL)),
  (SELECT count(*) FROM difference x
    WHERE x.cooperative_id = s.cooperative_id AND x.settled_at IS NULL
    AND EXISTS (SELECT 1 FROM role_grant g
      WHERE g.cooperative_id = s.cooperative_id AND g.person_id = p.id AND g.until IS NULL))
FROM sign_in s
  JOIN person p ON p.id = s.person_id
  JOIN device d ON d.id = s.device_id
  JOIN enrolment e ON e.device_id = s.device_id AND e.person_id = s.person_id
    AND e.revoked_at IS NULL
  LEFT JOIN cooperative c ON c.id = s.cooperative_id
  LEFT JOIN member m ON m.cooperative_id = s.cooperative_id AND m.person_id = s.person_id
    AND m.state <> 'left'
WHERE s.token_hash = :token_hash AND s.ended_at IS NULL AND s.expires_at > :now
"""  # noqa: S608 - our own words only
_IS_SET_UP = "SELECT EXISTS (SELECT 1 FROM cooperative)"


class SignedIn(NamedTuple):
    """A live session's person and phone, her roles here, and what waits for her."""

    person_id: int
    public_id: str
    name: str
    honorific: str
    cooperative_id: int
    cooperative_name: str
    zone: str
    member_id: int | None
    device_id: int
    device_public_id: str
    pin_at: datetime
    locked_at: datetime | None
    roles: frozenset[Role]
    unread: int
    basket_count: int
    ready_orders: int
    shop_orders: int
    differences: int


class Lookup:
    """Finds the session of a token's digest. `on_loop` tells whether it may be called on the event
    loop."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._quick = QuickLook(books)
        self._is_file = sqlite_path(books.url) is not None
        self._sql = _SQL.format(joined="group_concat" if self._is_file else "string_agg")
        self.on_loop = self._quick.on_loop

    def find(self, token_hash: str) -> SignedIn | None:
        """Return who holds the session, or None: unknown, ended, run out, or nothing here any
        more."""
        now = self._books.clock.now().astimezone(UTC)
        moment = now.isoformat(timespec="microseconds") if self._is_file else now
        rows = self._quick.rows(self._sql, {"token_hash": token_hash, "now": moment})
        return _signed_in(rows[0]) if rows else None

    def is_set_up(self) -> bool:
        """Tell whether there is a cooperative at all."""
        with self._books.reading() as session:
            return bool(session.connection().execute(sa.text(_IS_SET_UP)).scalar_one())

    def close(self) -> None:
        """Let go of the connection."""
        self._quick.close()


def _signed_in(row: Any) -> SignedIn | None:
    granted = {Role(role) for roles in row[12:14] if roles for role in roles.split(",")}
    roles = frozenset(granted | ({Role.MEMBER} if row[7] is not None else set[Role]()))
    if not roles:
        return None
    values = (*row[:10], _instant(row[10]), _instant(row[11]), roles, *row[14:])
    return SignedIn._make(values)


def _instant(value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
