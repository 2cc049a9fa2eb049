"""`lumbung demo`: a year in Jeruju Besar, made through the rules, one transaction a day.

The same seed gives the same village; only the dates move, so that the last day is today. A file is
filled under another name and gets its own when the year is whole, so a power cut leaves nothing
half made.
"""

import argparse
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from rich.progress import track
from sqlmodel import Session, select

from cooperative.books import Books
from cooperative.books.engines import sqlite_path
from cooperative.books.tables import BooksKind
from cooperative.books.upgrade import upgrade
from cooperative.clock import FixedClock, moment_of
from cooperative.people.tables import Cooperative
from lumbung.demo.founding import Founded, Workshop, found
from lumbung.demo.goods import Villager, load_goods, load_villagers
from lumbung.demo.neighbours import found_neighbours
from lumbung.demo.people import Savers, Soul
from lumbung.demo.today import leave_open
from lumbung.demo.trade import Trade
from lumbung.failure import Failure
from lumbung.opening import data_folder, database_url, demo_or_none
from web.secrets_file import secrets_of

SEED = 61_12_09_2003
MEMBERS = 120
ZONE = ZoneInfo("Asia/Pontianak")
NOON = time(11, 30)
A_YEAR, A_MONTH, SUNDAY = 365, 25, 6
# Orders a day at the beginning, what a year adds, and what the last month adds.
QUIET, GROWTH, BUSY, MOST_ORDERS = 0.2, 1.0, 2.0, 7
LOSSES_A_DAY = 0.05
MISTAKE_DAYS_AGO = 150
UNCOLLECTED_DAYS_AGO = range(6, 9)


def run(options: argparse.Namespace) -> int:
    """Fill the books the command was pointed at; refuse books that are in use."""
    url = database_url(options)
    if _is_filled(url):
        if options.if_empty:
            return 0
        raise Failure("There are books here already; the demonstration needs an empty place.")
    path = sqlite_path(url)
    unfinished = path.with_name(path.name + ".unfinished") if path else None
    if unfinished:
        for part in unfinished.parent.glob(unfinished.name + "*"):
            part.unlink()
    folder = data_folder(options)
    workshop = Workshop(folder / "photos", secrets_of(folder).pepper)
    fill(f"sqlite:///{unfinished}" if unfinished else url, workshop, days=options.days)
    if path and unfinished:
        unfinished.rename(path)
    return 0


def fill(url: str, workshop: Workshop, *, days: int) -> None:
    """Make the village in empty books at `url`: `days` of trade, ending now."""
    now = datetime.now(UTC)
    clock = FixedClock(now - timedelta(days=days + 1))
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    with closing(Books(url, clock=clock, chance=chance)) as books:
        upgrade(books)
        villagers = list(load_villagers())[:MEMBERS]
        today = now.astimezone(ZONE).date()
        first = today - timedelta(days=days)
        clock.moment = _noon(first - timedelta(days=1))
        with books.transaction() as session:
            founded = found(session, villagers, load_goods(), workshop)
        story = Story(founded, chance, villagers, first=first, last=today)
        for number in track(range(days), description="Setahun di Jeruju Besar", transient=True):
            clock.moment = _noon(first + timedelta(days=number))
            with books.transaction(founded.cooperative_id) as session:
                story.live(session, first + timedelta(days=number))
        clock.moment = now
        with books.transaction(founded.cooperative_id) as session:
            leave_open(session, story.savers, story.trade)
        with books.transaction() as session:
            found_neighbours(session, workshop.pepper)
            session.add(BooksKind(demo=True, made_at=moment_of(session)))


class Story:
    """A year of one village: who joins when, who saves, who orders."""

    def __init__(
        self,
        founded: Founded,
        chance: Random,
        villagers: Iterable[Villager],
        *,
        first: date,
        last: date,
    ) -> None:
        self.chance = chance
        self.first, self.last = first, last
        self.savers = Savers(founded, chance)
        self.trade = Trade(founded, load_goods(), chance)
        self.coming = sorted(villagers, key=self._joins_on)

    def live(self, session: Session, today: date) -> None:
        """Live one day: newcomers, savings, yesterday's orders, today's orders, shelves."""
        while self.coming and self._joins_on(self.coming[0]) <= today:
            self.savers.arrive(session, self.coming.pop(0), today=today)
        self.savers.save(session, today=today)
        left = (self.last - today).days
        if left == MISTAKE_DAYS_AGO:
            self.savers.correct_a_mistake(session)
        if left in UNCOLLECTED_DAYS_AGO:
            self.trade.leave_uncollected()
        if today.weekday() != SUNDAY:
            self.trade.work(session)
            for soul in self._shoppers(left):
                self.trade.order(session, soul)
        if today.weekday() in {0, 3}:
            self.trade.fill_shelves(session, today=today, is_ending=left < A_MONTH)
        if self.chance.random() < LOSSES_A_DAY:
            self.trade.lose_something(session)

    def _joins_on(self, villager: Villager) -> date:
        return max(self.first, self.last - timedelta(days=30 * villager.joined_months_ago - 4))

    def _shoppers(self, days_left: int) -> list[Soul]:
        # Few order in the first months; the last weeks are as busy as the gerai has ever been.
        expected = QUIET + GROWTH * (1 - days_left / A_YEAR) + (BUSY if days_left < A_MONTH else 0)
        count = min(int(self.chance.expovariate(1 / expected) + 0.5), MOST_ORDERS)
        weights = [soul.villager.shopping_per_month for soul in self.savers.souls]
        if not any(weights):
            return []
        chosen = self.chance.choices(self.savers.souls, weights, k=count)
        return list({soul.member_id: soul for soul in chosen}.values())


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, ZONE).astimezone(UTC)


def _is_filled(url: str) -> bool:
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        return False
    with closing(Books(url)) as books:
        upgrade(books)
        with books.reading() as session:
            filled = session.exec(select(Cooperative.id).limit(1)).first() is not None
        if filled and demo_or_none(books) is None:
            raise Failure(
                "A demonstration was left half made here; empty the database and try again."
            )
    return filled
