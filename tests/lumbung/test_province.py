"""A province in the demonstration: a few of its villages for a few weeks, on both databases."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import col, func, select

from cooperative.activity import Activity
from cooperative.actors import Role
from cooperative.books import Books
from cooperative.books.invariants import broken
from cooperative.clock import FixedClock, day_in
from cooperative.people.pins import Pepper
from cooperative.people.tables import Cooperative, Person, RegionGrant, RoleGrant
from cooperative.people.watching import all_watched_by
from cooperative.regions import Region
from lumbung.command import main
from lumbung.demo.far_village import FarVillage
from lumbung.demo.neighbours import live_around
from lumbung.demo.province.founding import found_far
from lumbung.demo.province.villages import about, villages_of
from lumbung.demo.province.watchers import flocks, send_watchers
from tests.conftest import MakeBooks

DAYS = 30
PEPPER = Pepper(b"pepper of a test")
A_FEW = [*villages_of("61.12.08"), *villages_of("61.72.01")]


def _live(books: Books, clock: FixedClock, villages: list[Region]) -> list[FarVillage]:
    """Let `villages` live for a month, and send somebody to look after them."""
    now = clock.now()
    today = day_in("Asia/Pontianak", now)
    far = [about(one, number, days=DAYS) for number, one in enumerate(villages)]
    clock.moment = now - timedelta(days=DAYS + 1)
    with books.transaction() as session:
        founded = found_far(session, far, Random(1))
    for left in range(DAYS, 0, -1):
        clock.moment = now - timedelta(days=left)
        with books.transaction() as session:
            live_around(session, founded, today - timedelta(days=left), left)
    clock.moment = now
    with books.transaction() as session:
        send_watchers(session, PEPPER, founded, Random(2))
    return founded


def _feed(books: Books) -> list[tuple[Any, ...]]:
    with books.reading() as session:
        rows = session.exec(select(Activity).order_by(col(Activity.position)))
        return [(row.cooperative_id, row.kind, row.occurred_on, row.facts) for row in rows]


def test_a_month_of_a_few_villages_is_sound(books: Books, clock: FixedClock):
    _live(books, clock, A_FEW)
    with books.reading() as session:
        assert broken(session) == []
        assert session.exec(select(func.count()).select_from(Cooperative)).one() == len(A_FEW)
        kinds = set(session.exec(select(Activity.kind)))
    assert {"cooperative.founded", "member.joined", "savings.deposited"} <= kinds
    assert {"order.handed_over", "stock.received"} <= kinds


def test_the_same_villages_live_the_same_month(make_books: MakeBooks, clock: FixedClock):
    first, second = make_books("sqlite"), make_books("postgresql")
    _live(first, clock, A_FEW)
    _live(second, clock, A_FEW)
    assert _feed(first) == _feed(second)


def test_a_village_is_the_same_whichever_others_there_are():
    alone, among = about(A_FEW[3], 7, days=365), about(villages_of("61.12.08")[3], 7, days=365)
    assert alone == among


def test_everybody_is_looked_after_within_her_own_kabupaten(books: Books, clock: FixedClock):
    _live(books, clock, A_FEW)
    with books.reading() as session:
        grants = session.exec(select(RoleGrant).where(col(RoleGrant.role) == Role.ASSISTANT)).all()
        codes = dict(session.exec(select(Cooperative.id, Cooperative.region_code)).all())
        seen: set[int] = set()
        for person_id in {grant.person_id for grant in grants}:
            hers = all_watched_by(session, person_id)
            assert len({codes[one][:5] for one in hers}) == 1
            assert not seen & set(hers)
            seen |= set(hers)
        regions = sorted(session.exec(select(RegionGrant.region_code)))
        dinas = session.exec(select(Person).where(Person.demo_slug == "dinas")).one()
        assert len(all_watched_by(session, dinas.id or 0)) == len(A_FEW)
    assert seen == set(codes)
    # One PMO of Kubu Raya is in the demonstration anyway.
    assert regions == ["61", "61", "61.12", "61.72", "61.72"]


def test_the_whole_province_has_as_many_assistants_as_in_life():
    villages = villages_of("61")
    assert len(villages) + 10 == 2_145
    by: Any = None
    groups = flocks([FarVillage(about(one, 0, days=9), by, Random(0)) for one in villages])
    assert len(groups) + 1 == 215
    assert {7 <= len(group) <= 15 for group in groups} == {True}
    assert all(len({one.about.code[:5] for one in group}) == 1 for group in groups)


def test_most_villages_record_little_and_some_nothing():
    today = date(2026, 6, 20)
    rows: list[int] = []
    for number, village in enumerate(villages_of("61.01")):
        by: Any = None
        far = FarVillage(about(village, number, days=60), by, Random(village.code))
        told = [len(far.live(today - timedelta(days=left), left)) for left in range(60, 0, -1)]
        rows.append(sum(told))
    rows.sort()
    assert rows[0] == 0
    assert rows[len(rows) // 2] < 200 < rows[-1]


def test_one_command_makes_a_kabupaten(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    made = ["demo", "--data", str(tmp_path), "--days", "2", "--province", "61.12.08"]
    assert main(made) == 0
    assert f"{len(villages_of('61.12.08'))} more villages" in capsys.readouterr().out
    assert main(["check", "--data", str(tmp_path)]) == 0


def test_a_province_nobody_knows_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["demo", "--data", str(tmp_path), "--province", "99"]) == 1
    assert "no province" in capsys.readouterr().err
    assert not (tmp_path / "books.db").exists()
