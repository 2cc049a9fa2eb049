"""The morning digest: once a day, for whoever watches, in the zone of her cooperative."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.clock import FixedClock, moment_of
from cooperative.oversight.snoozes import Trouble
from cooperative.people.access import grant_role
from cooperative.people.persons import create_person
from cooperative.people.tables import RegionGrant
from notifications.morning import tell_mornings
from tests.shopping import news_of
from tests.village import Villager, Villages, two_villages
from tests.web.crowd import words_of
from tests.web.wire import open_app, phone_of

FIVE = datetime(2026, 6, 20, 22, 30, tzinfo=UTC)  # 05.30 WIB
KIND = "alarms.morning"
UNREAD = '<b class="badge">1<span class="sr"> belum dibaca</span></b>'


def _assistant(both: Villages) -> Villager:
    with both.here.books.transaction(both.here.coop_id) as session:
        person = create_person(session, name="Andi", honorific="Pak")
        for place in (both.here, both.other):
            by = place.treasurer.actor()
            grant_role(session, person_id=person.id or 0, role=Role.ASSISTANT, by=by)
        roles = frozenset({Role.ASSISTANT})
        return Villager(both.here.coop_id, person.id or 0, person.public_id, "Andi", roles)


def _pmo(both: Villages) -> Villager:
    with both.here.books.transaction() as session:
        person = create_person(session, name="Lina", honorific="Bu")
        session.add(
            RegionGrant(
                person_id=person.id or 0,
                role=Role.PMO,
                region_code="61.12",
                since=moment_of(session),
            )
        )
        roles = frozenset({Role.PMO})
        return Villager(both.here.coop_id, person.id or 0, person.public_id, "Lina", roles)


def _digests(books: Books, who: Villager) -> list[dict[str, int]]:
    with books.reading() as session:
        return [facts for kind, facts in news_of(session, who) if kind == KIND]


def _ask(books: Books, alarms: Mapping[int, int]) -> int:
    found = {one: [Trouble("silent", 6)] * count for one, count in alarms.items()}
    return tell_mornings(books, lambda ids: {one: found[one] for one in ids if one in found})


def test_watchers_are_told_once_a_day_from_six(books: Books, clock: FixedClock):
    both = two_villages(books)
    andi, lina = _assistant(both), _pmo(both)
    alarms = {both.here.coop_id: 2, both.other.coop_id: 1}
    clock.moment = FIVE
    assert _ask(books, alarms) == 0
    clock.advance(timedelta(minutes=40))
    assert _ask(books, alarms) == 2
    assert _ask(books, alarms) == 0
    said = {"cooperative_count": 2, "alarm_count": 3}
    assert (_digests(books, andi), _digests(books, lina)) == ([said], [said])
    clock.advance(timedelta(days=1))
    assert _ask(books, {both.other.coop_id: 1}) == 2
    assert _digests(books, andi)[1] == {"cooperative_count": 1, "alarm_count": 1}


def test_a_quiet_morning_is_quiet(books: Books):
    both = two_villages(books)
    _assistant(both)
    assert _ask(books, {}) == 0


def test_nobody_hears_of_cooperatives_that_are_not_hers(books: Books):
    both = two_villages(books)
    with books.transaction(both.here.coop_id) as session:
        person = create_person(session, name="Budi", honorific="Pak")
        by = both.here.treasurer.actor()
        grant_role(session, person_id=person.id or 0, role=Role.ASSISTANT, by=by)
    assert _ask(books, {both.other.coop_id: 5}) == 0


def test_a_pmo_reads_her_digest_though_she_belongs_to_no_cooperative(books: Books, tmp_path: Path):
    both = two_villages(books)
    lina = _pmo(both)
    assert _ask(books, {both.here.coop_id: 1}) == 1
    app = open_app(both.here, tmp_path)
    nowhere = Villager(None, lina.person_id, lina.public_id, "Lina", lina.roles)  # pyright: ignore[reportArgumentType]
    phone = phone_of(app, both.here, nowhere)
    page = phone.get("/kotak-masuk").text
    assert "1 koperasi perlu dilihat" in words_of(page)
    assert "Tandai semua" in words_of(page)
    assert UNREAD in phone.get("/pantau").text
    assert phone.submit("/kotak-masuk/dibaca", [("sampai", "999")]).status_code == 303
    page = phone.get("/kotak-masuk").text
    assert "Baru" not in words_of(page)
    assert UNREAD not in page
