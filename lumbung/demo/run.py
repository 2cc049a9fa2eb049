"""`lumbung demo`: a year in Jeruju Besar, made through the rules, one transaction a day.

The same seed gives the same village; only the dates move, so that the last day is today. A file is
filled under another name and gets its own when the year is whole, so a power cut leaves nothing
half made.
"""

import argparse
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from rich.progress import track
from sqlmodel import select

from cooperative.books import Books
from cooperative.books.engines import sqlite_path
from cooperative.books.tables import BooksKind
from cooperative.books.upgrade import upgrade
from cooperative.clock import FixedClock, moment_of
from cooperative.people.tables import Cooperative
from lumbung.demo.far_village import FarVillage
from lumbung.demo.founding import Workshop, found
from lumbung.demo.goods import Neighbour, load_goods, load_villagers
from lumbung.demo.neighbours import found_neighbours, live_around, send_assistants
from lumbung.demo.province.founding import found_far
from lumbung.demo.province.villages import about, villages_of
from lumbung.demo.province.watchers import send_watchers
from lumbung.demo.story import Story
from lumbung.demo.today import leave_open
from lumbung.failure import Failure
from lumbung.opening import data_folder, database_url, demo_or_none, monitoring_url
from lumbung.rebuild_monitoring import rebuild_from
from lumbung.whole_file import give_name
from web.secrets_file import secrets_of

SEED = 61_12_09_2003
MEMBERS = 120
ZONE = ZoneInfo("Asia/Pontianak")
NOON = time(11, 30)


def run(options: argparse.Namespace) -> int:
    """Fill the books the command was pointed at; refuse books that are in use."""
    url = database_url(options)
    if _is_filled(url):
        if options.if_empty:
            _fill_store(options)
            return 0
        raise Failure("There are books here already; the demonstration needs an empty place.")
    folder = data_folder(options)
    workshop = Workshop(folder / "photos", secrets_of(folder).pepper)
    far = _far(options)
    with _draft(url) as unfinished:
        fill(unfinished, workshop, days=options.days, far=far)
    count = _fill_store(options)
    if far:
        print(f"{count:,} rows of the feed tell of {len(far):,} more villages")
    return 0


def _far(options: argparse.Namespace) -> list[Neighbour]:
    code: str | None = options.province
    if code is None:
        return []
    villages = villages_of(code)
    if not villages:
        raise Failure(f"There is no province or kabupaten {code} with villages of its own.")
    return [about(one, number, days=options.days) for number, one in enumerate(villages, 1)]


@contextmanager
def _draft(url: str) -> Generator[str]:
    """Yield where the books are to be made, and give them their name when they are whole."""
    path = sqlite_path(url)
    if path is None:
        yield url
        return
    unfinished = path.with_name(path.name + ".unfinished")
    for part in unfinished.parent.glob(unfinished.name + "*"):
        part.unlink()
    yield f"sqlite:///{unfinished}"
    give_name(unfinished, path)


def _fill_store(options: argparse.Namespace) -> int:
    with closing(Books(database_url(options))) as books:
        return rebuild_from(books, monitoring_url(options))


def fill(url: str, workshop: Workshop, *, days: int, far: Sequence[Neighbour] = ()) -> None:
    """Make the village in empty books at `url`: `days` of trade, ending now; and those `far` away,
    which nobody can sign in to.
    """
    now = datetime.now(UTC)
    clock = FixedClock(now - timedelta(days=days + 1))
    chance = Random(SEED)  # noqa: S311 - a story, not a secret
    with closing(Books(url, clock=clock, chance=chance)) as books:
        upgrade(books)
        _hurry(books)
        last = now.astimezone(ZONE).date()
        first = last - timedelta(days=days)
        villagers = list(load_villagers())[:MEMBERS]
        clock.moment = _noon(first - timedelta(days=1))
        with books.transaction() as session:
            founded = found(session, villagers, load_goods(), workshop)
            around = found_neighbours(session, Random(SEED + 1))  # noqa: S311 - a story
            founding = track(far, description="Koperasi didirikan", transient=True, disable=not far)
            distant = found_far(session, founding, Random(SEED + 2))  # noqa: S311 - a story
        story = Story(founded, chance, villagers, first=first, last=last)
        _live(books, clock, story, [*around, *distant])
        clock.moment = now
        with books.transaction(founded.cooperative_id) as session:
            leave_open(session, story.savers, story.trade)
        with books.transaction() as session:
            send_assistants(session, workshop.pepper, around, founded.officers["sekretaris"])
            send_watchers(session, workshop.pepper, distant, chance)
            session.add(BooksKind(demo=True, made_at=moment_of(session)))


def _live(books: Books, clock: FixedClock, story: Story, around: list[FarVillage]) -> None:
    """Let the village and those `around` live until yesterday, one transaction a day."""
    days = (story.last - story.first).days
    doing = f"Hari demi hari, Jeruju Besar dan {len(around):,} desa lain"
    for number in track(range(days), description=doing, transient=True):
        day = story.first + timedelta(days=number)
        clock.moment = _noon(day)
        with books.transaction(story.trade.founded.cooperative_id) as session:
            story.live(session, day)
            live_around(session, around, day, days - number)


def _hurry(books: Books) -> None:
    """Do not wait for the disk day after day: until the file is whole nobody else opens it."""
    if sqlite_path(books.url):
        with closing(books.writer.raw_connection()) as connection:
            for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "cache_size=-65536"):
                connection.cursor().execute(f"PRAGMA {pragma}")


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
