"""Facts that waited on a phone without a signal: on which day they are booked, and what a count
means that arrives after others have sold."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from sqlmodel import col, select

from cooperative.activity import Activity
from cooperative.clock import FixedClock
from cooperative.ledger.tables import Entry
from cooperative.orders.tables import OrderState
from cooperative.people.devices import phones_of
from cooperative.store.differences import open_differences
from cooperative.submissions.tables import Submission
from tests.shopping import last_act
from tests.web.shop.counter import Counter

DAY = timedelta(days=1)
TEN_YEARS = timedelta(days=3653)


def _came(counter: Counter, **headers: str) -> httpx.Response:
    """Send two sacks of rice that came, as the outbox does."""
    fields = [("barang", str(counter.here.beras)), ("jumlah", "2"), ("harga", "120000")]
    paid = [("cara_harga", "semua"), ("bayar", "kas")]
    answer = counter.keeper.deliver("/gerai/barang-masuk", [*fields, *paid], **headers)
    assert answer.status_code == 201, answer.text
    return answer


def _clock_of_phone(queued: datetime, sent: datetime) -> dict[str, str]:
    return {"Lumbung_Queued_At": queued.isoformat(), "Lumbung_Sent_At": sent.isoformat()}


def _newest_act(counter: Counter) -> Activity:
    with counter.here.books.reading() as session:
        return last_act(session)


def _booked_on(counter: Counter) -> tuple[date, bool]:
    """Return the day of the newest movement of rice, and whether it is only that of arrival."""
    act = _newest_act(counter)
    moved = counter.newest_movement("beras")
    assert act.occurred_on == moved.occurred_on
    return act.occurred_on, act.facts.get("day_of_arrival", False)


@pytest.mark.parametrize("off", [timedelta(0), TEN_YEARS, -TEN_YEARS])
def test_what_came_three_days_ago_is_booked_on_its_day_whatever_the_phones_clock_says(
    counter: Counter, clock: FixedClock, off: timedelta
) -> None:
    came_at = clock.moment + timedelta(hours=2)
    clock.advance(3 * DAY)
    _came(counter, **_clock_of_phone(came_at + off, clock.moment + off))
    assert _booked_on(counter) == (came_at.date(), False)


def test_all_that_waited_on_a_phone_is_believed_not_only_the_first(
    counter: Counter, clock: FixedClock
) -> None:
    came_at = clock.moment + timedelta(hours=2)
    clock.advance(3 * DAY)
    for late in range(3):
        at = came_at + late * DAY
        _came(counter, **_clock_of_phone(at, clock.moment))
        assert _booked_on(counter) == (at.date(), False)
        clock.advance(timedelta(seconds=20))


def test_a_day_before_the_phone_was_last_heard_of_is_not_believed(
    counter: Counter, clock: FixedClock
) -> None:
    clock.advance(3 * DAY)
    _came(counter)
    heard_at = clock.moment
    clock.advance(2 * DAY)
    _came(counter, **_clock_of_phone(heard_at - DAY, clock.moment))
    assert _booked_on(counter) == (clock.moment.date(), True)
    clock.advance(2 * DAY)
    _came(counter, **_clock_of_phone(clock.moment - 400 * DAY, clock.moment))
    assert _booked_on(counter) == (clock.moment.date(), True)


def test_a_clock_that_was_set_while_the_row_waited_is_not_believed(
    counter: Counter, clock: FixedClock
) -> None:
    clock.advance(3 * DAY)
    ahead = _clock_of_phone(clock.moment + TEN_YEARS, clock.moment)
    for headers in (ahead, {"Lumbung_Queued_At": clock.moment.isoformat()}):
        _came(counter, **headers)
        assert _booked_on(counter) == (clock.moment.date(), True)


def test_without_a_word_about_time_a_fact_is_of_the_day_it_came(
    counter: Counter, clock: FixedClock
) -> None:
    clock.advance(3 * DAY)
    _came(counter)
    assert _booked_on(counter) == (clock.moment.date(), False)


def test_a_hand_over_without_a_signal_is_in_the_day_book_of_its_day(
    counter: Counter, clock: FixedClock
) -> None:
    order_id = counter.ordered(OrderState.READY)
    handed_at = clock.moment + timedelta(hours=2)
    clock.advance(3 * DAY)
    path, late = f"/gerai/pesanan/{order_id}/serah-terima", _clock_of_phone(handed_at, clock.moment)
    assert counter.keeper.deliver(path, [("bayar", "tunai")], **late).status_code == 201
    assert counter.newest_movement("gula").occurred_on == handed_at.date()
    assert _newest_act(counter).occurred_on == handed_at.date()
    with counter.here.books.reading() as session:
        entries = session.exec(select(Entry).order_by(col(Entry.id).desc())).all()
    assert entries[0].occurred_on == handed_at.date()


def test_a_count_and_a_loss_are_of_their_day_too(counter: Counter, clock: FixedClock) -> None:
    at = clock.moment + timedelta(hours=2)
    clock.advance(3 * DAY)
    late, goods = _clock_of_phone(at, clock.moment), ("barang", str(counter.here.beras))
    counted = [goods, ("hitungan", "19"), ("terlihat", "20")]
    lost = [goods, ("jumlah", "1"), ("sebab", "rusak"), ("catatan", "Basah")]
    for path, fields in (("/gerai/koreksi", counted), ("/gerai/rusak", lost)):
        assert counter.keeper.deliver(path, fields, **late).status_code == 201
        assert _booked_on(counter) == (at.date(), False)


def _count(counter: Counter, units: int, **more: str) -> None:
    fields = [("barang", str(counter.here.gula)), ("hitungan", str(units))]
    headers = {"Lumbung_Form": more.pop("form", "correction/2")}
    fields += list(more.items())
    answer = counter.keeper.deliver("/gerai/koreksi", fields, **headers)
    assert answer.status_code == 201, answer.text


def test_what_was_sold_between_counting_and_arriving_stays_sold(counter: Counter) -> None:
    counter.send("/gerai/rusak", barang=counter.here.gula, jumlah=3, sebab="rusak", catatan="Basah")
    _count(counter, 18, terlihat="20")
    assert counter.shelf("gula").quantity_units == 15
    assert _newest_act(counter).facts["seen_units"] == 20


def test_a_count_of_an_older_page_says_what_there_is(counter: Counter) -> None:
    counter.send("/gerai/rusak", barang=counter.here.gula, jumlah=3, sebab="rusak", catatan="Basah")
    _count(counter, 18, form="correction/1")
    assert counter.shelf("gula").quantity_units == 18


def test_a_count_that_takes_more_than_there_is_opens_a_selisih(counter: Counter) -> None:
    counter.send("/gerai/rusak", barang=counter.here.gula, jumlah=18, sebab="rusak", catatan="-")
    _count(counter, 15, terlihat="20")
    assert counter.shelf("gula").quantity_units == 0
    with counter.here.books.reading() as session:
        found = open_differences(session, counter.here.coop_id)
    assert [one.quantity_units for one in found] == [3]


def test_the_page_of_a_count_sends_what_it_showed(counter: Counter) -> None:
    text = counter.keeper.get(f"/gerai/koreksi?barang={counter.here.gula}&hitungan=18").text
    assert 'data-offline="correction/2"' in text
    assert '<input type="hidden" name="terlihat" value="20">' in text


def test_a_row_that_was_taken_back_is_not_missed(counter: Counter) -> None:
    phone, key = counter.keeper, str(uuid4())
    _came(counter, Lumbung_Seq="1")
    for _ in range(2):
        headers = phone.outbox_headers() | {"Lumbung-Seq": "2"}
        assert phone.post(f"/kiriman/{key}/batal", b"", headers).status_code == 200
    _came(counter, Lumbung_Seq="3")
    assert _gaps(counter) == 0
    _came(counter, Lumbung_Seq="5")
    assert _gaps(counter) == 1


def test_a_row_that_was_edited_on_its_way_is_not_missed(counter: Counter) -> None:
    lost, later, unknown = (str(uuid4()) for _ in range(3))
    _came(counter, Lumbung_Seq="1")
    _came(counter, Lumbung_Seq="3", Lumbung_Replaces=f"{later};seq=9x, {lost};seq=2, {unknown}")
    assert _gaps(counter) == 0
    # It comes after all: it does nothing any more, and keeps its number.
    with counter.here.books.reading() as session:
        old = session.get_one(Submission, (counter.here.coop_id, lost))
        assert (old.device_seq, old.code) == (2, "cancelled")


def test_the_numbers_of_another_phone_say_nothing_here(counter: Counter) -> None:
    other = {"Lumbung_Device": "other", "Lumbung_Seq": "1"}
    _came(counter, **other, Lumbung_Replaces=f"{uuid4()};seq=7")
    assert _gaps(counter) == 0


def _gaps(counter: Counter) -> int:
    keeper = counter.here.shopkeeper
    with counter.here.books.reading() as session:
        (phone,) = phones_of(session, keeper.cooperative_id, keeper.person_id)
    return phone.gap_count
