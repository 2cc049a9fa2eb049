"""The same feed gives the same rows, however and whenever it is read."""

import asyncio
from random import Random

import pytest

from cooperative.books import Books
from cooperative.books.feed import feed_of
from cooperative.clock import FixedClock
from cooperative.ledger.dues import dues_of
from cooperative.ledger.tables import AccountKind
from cooperative.people.cooperatives import today
from cooperative.record import record
from cooperative.store.catalogue import catalogue_rows
from cooperative.store.differences import open_differences
from cooperative.store.tables import PriceClass
from monitoring import projector
from monitoring.folding.members import behind
from monitoring.tables import CooperativeDay, DuesRate, Goods, Saver
from tests.monitoring.season import Season
from tests.monitoring.watching import Watching
from tests.shop import saldo_of
from tests.shopping import order
from tests.village import Village, two_villages


@pytest.fixture
def season(watching: Watching, clock: FixedClock) -> Season:
    villages = two_villages(watching.books)
    chance = Random(7)
    return Season(clock, chance, villages.here, villages.other)


def test_reading_again_changes_nothing(watching: Watching, season: Season):
    season.live(30)
    assert watching.follow() > 0
    before = watching.rows()
    assert watching.follow() == 0
    assert watching.rows() == before


def test_rebuilt_from_zero_is_what_was_followed_step_by_step(
    watching: Watching, season: Season, monkeypatch: pytest.MonkeyPatch
):
    for batch in (1, 3, 1_000, 7, 2):
        season.live(25)
        monkeypatch.setattr(projector, "BATCH", batch)
        watching.follow()
    here = season.villages[0]
    with here.writing() as session:
        order(session, here, here.sari)
    watching.follow()
    followed = watching.rows()
    assert len(followed["CooperativeDay"]) > 20
    assert followed["OpenOrder"]
    assert followed["Promise"]
    watching.rebuild()
    assert watching.rows() == followed
    monkeypatch.setattr(projector, "BATCH", 1_000)
    watching.rebuild()
    assert watching.rows() == followed


def test_the_rows_say_what_the_books_say(watching: Watching, season: Season):
    for _ in range(4):
        season.live(30)
        watching.follow()
        for here in season.villages:
            goods = season.goods[here.coop_id]
            assert _told(watching, here) == _booked(watching.books, here, goods)


def test_rebuilding_while_the_village_goes_on_loses_nothing(
    watching: Watching, season: Season, monkeypatch: pytest.MonkeyPatch
):
    season.live(40)
    watching.follow()
    monkeypatch.setattr(projector, "BATCH", 20)

    def write(count: int) -> None:
        if count < 120:
            season.live(2)

    asyncio.run(projector.rebuild(watching.store, feed_of(watching.books), told=write))
    watching.follow()
    rebuilt = watching.rows()
    watching.rebuild()
    assert watching.rows() == rebuilt


def test_a_reader_that_dies_before_the_end_has_written_nothing(
    watching: Watching, season: Season, monkeypatch: pytest.MonkeyPatch
):
    season.live(10)
    watching.follow()
    before = watching.rows()
    season.live(10)

    async def dies(*_: object) -> None:
        raise OSError("no room left")

    with monkeypatch.context() as patch:
        patch.setattr(projector, "_move", dies)
        with pytest.raises(OSError, match="no room"):
            watching.follow()
    assert watching.rows() == before
    assert watching.follow() > 0


def test_what_commits_late_is_counted_all_the_same(
    watching_a_server: Watching,
):
    watching = watching_a_server
    villages = two_villages(watching.books)
    here, there = villages.here, villages.other
    watching.follow()
    with watching.books.transaction(there.coop_id) as late:
        with watching.books.transaction(here.coop_id) as early:
            record(late, "test.late", by=there.sari.actor(), subject="test/2", facts={})
            late.flush()  # its position is taken now, its commit comes later
            order(early, here, here.sari)
        watching.follow()
    watching.follow()
    live = watching.rows()
    assert watching.today(here.coop_id)["placed_count"] == 1
    watching.rebuild()
    assert watching.rows() == live


def _told(watching: Watching, here: Village) -> dict[str, object]:
    day = watching.today(here.coop_id)
    savers = [row for row in watching.all_of(Saver) if row["cooperative_id"] == here.coop_id]
    rates = [row for row in watching.all_of(DuesRate) if row["cooperative_id"] == here.coop_id]
    with watching.books.reading() as session:
        on = today(session, here.coop_id)
    return {
        "goods": [
            row["quantity_units"] - row["reserved_units"]
            for row in watching.all_of(Goods)
            if row["cooperative_id"] == here.coop_id and row["listed"]
        ],
        "differences": day["difference_count"],
        "sales_rupiah": sum(
            row["sale_rupiah"]
            for row in watching.all_of(CooperativeDay)
            if row["cooperative_id"] == here.coop_id
        ),
        "arrears": behind([Saver(**row) for row in savers], [DuesRate(**row) for row in rates], on),
    }


def _booked(books: Books, here: Village, goods: list[int]) -> dict[str, object]:
    with books.reading() as session:
        on = today(session, here.coop_id)
        owed = [
            dues_of(session, here.coop_id, who.member_id, today=on).arrears_rupiah
            for who in here.members
        ]
        rows = catalogue_rows(session, here.coop_id, here.outlet_id, PriceClass.MEMBER, on)
        left = {row.id: row.available_units for row in rows}
        return {
            "goods": [left[number] for number in goods],
            "differences": len(open_differences(session, here.coop_id)),
            "sales_rupiah": saldo_of(session, here, AccountKind.SALES),
            "arrears": (sum(amount > 0 for amount in owed), sum(owed)),
        }
