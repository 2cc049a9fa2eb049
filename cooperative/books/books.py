"""Open the books, look into them, write in them. The only home of begin and commit.

One cooperative is written by one transaction at a time: SQLite has one writer anyway, and on
PostgreSQL the cooperative's row is locked first. So rules are read as they run, hash chains and
gapless numbers need no further lock, two locks are never taken in opposite orders, and different
cooperatives still write side by side.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session, func, select

from cooperative.activity import Activity
from cooperative.books import engines
from cooperative.books.turns import Turns
from cooperative.clock import Clock, SystemClock
from cooperative.memo import memo
from cooperative.people.tables import Cooperative
from cooperative.refusals import Busy, Refused

PATIENCE = timedelta(seconds=5)
# A box without a clock battery may wake up in the past; a few minutes are ordinary drift.
CLOCK_TOLERANCE = timedelta(minutes=5)


class Books:
    """A set of books: one SQLite file, or one PostgreSQL database."""

    def __init__(
        self, url: str, *, clock: Clock | None = None, chance: Random | None = None
    ) -> None:
        """Open the books at `url`; `chance` makes codes and ids repeatable, for demonstrations and
        tests only.
        """
        self.url = url
        self._chance = chance
        self.clock: Clock = clock or SystemClock()
        self._writer = engines.write_engine(url)
        self._reader = engines.read_engine(url, self._writer)
        self._newest: datetime | None = None
        # A file has one writer; a server's database has a lock for each cooperative.
        is_file = engines.sqlite_path(url) is not None
        # Called after every commit, in the thread that wrote: readers of the feed may look now.
        self.after_commit: Callable[[], object] = bool
        self._turn = Turns(PATIENCE).turn if is_file else nullcontext

    @property
    def writer(self) -> sa.Engine:
        """The engine that writes: migrations and backups need it bare."""
        return self._writer

    @property
    def reader(self) -> sa.Engine:
        """The engine that looks: quick looks need it bare. On PostgreSQL it is the writing one."""
        return self._reader

    @contextmanager
    def transaction(self, cooperative_id: int | None = None) -> Generator[Session]:
        """Write: all of it or nothing. Commits at the end, rolls back when anything is raised.

        Raises Busy when the books are held by somebody else for 5 seconds, Refused("clock_wrong")
        when the clock of this machine is behind the books, Refused("not_allowed") without such a
        cooperative. A full disk is raised as it comes: nothing is written until there is room.
        """
        try:
            with (
                self._turn(),
                Session(self._writer, expire_on_commit=False, autoflush=False) as session,
            ):
                if cooperative_id is not None:
                    _lock(session, cooperative_id)
                # After the waiting: what is written later is never dated earlier.
                moment = self.clock.now()
                self._refuse_to_go_back(moment)
                session.info["moment"] = moment
                session.info["random"] = self._chance
                yield session
                session.commit()
                self._newest = max(moment, self._newest or moment)
            self.after_commit()
        except (OperationalError, PoolTimeout) as error:
            if engines.is_full(error):
                raise
            raise Busy(str(error)) from error

    @contextmanager
    def reading(self) -> Generator[Session]:
        """Look: one consistent view, nothing can be written.

        Raises Busy when no connection is free for 5 seconds.
        """
        try:
            with Session(self._reader, expire_on_commit=False, autoflush=False) as session:
                session.info["moment"] = self.clock.now()
                if self._reader is self._writer:
                    session.connection().execute(
                        sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                    )
                yield session
        except PoolTimeout as error:
            raise Busy(str(error)) from error

    def clock_is_behind(self) -> bool:
        """Tell whether the machine's clock is before the newest row of the books."""
        newest = self._newest_row()
        return newest is not None and self.clock.now() < newest - CLOCK_TOLERANCE

    def close(self) -> None:
        """Let go of all connections."""
        self._reader.dispose()
        self._writer.dispose()

    def _refuse_to_go_back(self, moment: datetime) -> None:
        newest = self._newest_row()
        if newest is not None and moment < newest - CLOCK_TOLERANCE:
            raise Refused("clock_wrong")

    def _newest_row(self) -> datetime | None:
        if self._newest is None:
            with Session(self._reader) as session:
                self._newest = session.exec(select(func.max(Activity.recorded_at))).one()
        return self._newest


def _lock(session: Session, cooperative_id: int) -> None:
    locked = select(Cooperative).where(Cooperative.id == cooperative_id).with_for_update()
    found = session.exec(locked).first()
    if found is None:
        # Who watches over a region belongs to no cooperative and writes in none.
        raise Refused("not_allowed")
    memo(session)[Cooperative, cooperative_id] = found
