"""The table of protocol.md 3, row by row, against the real `POST /pesanan`."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from sqlmodel import col, func, select, update

from cooperative.orders.tables import Order
from cooperative.store.tables import Price, StockItem
from cooperative.submissions.tables import Submission
from tests.village import Village, Villager
from tests.web.wire import Fields, Phone, phone_of, stranger


def wants(here: Village, goods: str, units: int = 1, **choices: str) -> Fields:
    """Return the fields of an order for one thing."""
    line = [("barang", str(here.goods[goods])), ("jumlah", str(units))]
    return [*line, *({"bayar": "tunai"} | choices).items()]


def orders_of(here: Village) -> int:
    with here.books.reading() as session:
        return session.exec(select(func.count()).select_from(Order)).one()


def remembered(here: Village) -> int:
    with here.books.reading() as session:
        return session.exec(select(func.count()).select_from(Submission)).one()


def empty_shelf(here: Village) -> None:
    with here.books.transaction(here.coop_id) as session:
        nothing = {"quantity_units": 0, "value_rupiah": 0}
        session.exec(update(StockItem).values(**nothing))


def said(answer: httpx.Response, status: int, code: str, *, final: bool) -> dict[str, Any]:
    """Check what every answer to the outbox says, and return all of it."""
    content = answer.json()
    assert (answer.status_code, content["code"], content["final"]) == (status, code, final)
    assert content["status"] == status
    assert answer.headers["cache-control"] == "no-store"
    kind = "application/problem+json" if status >= 400 else "application/json"
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert content["message"]
    return content


def test_an_order_is_accepted_once(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    new = said(sari.order(wants(here, "gula"), key=key), 201, "accepted", final=True)
    old = said(sari.order(wants(here, "gula"), key=key), 200, "accepted", final=True)
    assert (new["key"], new["replay"], old["replay"]) == (key, False, True)
    assert new["location"] == old["location"]
    assert old["location"].startswith("/pesanan/")
    assert new["facts"] == old["facts"]
    assert orders_of(here) == 1


def test_a_refusal_is_remembered_after_the_goods_are_back(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    empty_shelf(here)
    first = said(sari.order(wants(here, "gula"), key=key), 409, "stock_short", final=True)
    with here.books.transaction(here.coop_id) as session:
        session.exec(update(StockItem).values(quantity_units=20, value_rupiah=300_000))
    again = said(sari.order(wants(here, "gula"), key=key), 409, "stock_short", final=True)
    assert (first["replay"], again["replay"], orders_of(here)) == (False, True, 0)


def test_a_way_to_pay_that_is_not_offered(here: Village, sari: Phone) -> None:
    answer = sari.order(wants(here, "gula", bayar="qris"))
    said(answer, 409, "payment_not_offered", final=True)


def test_a_higher_price_is_offered_and_decided(here: Village, sari: Phone) -> None:
    with here.books.transaction(here.coop_id) as session:
        sugar = col(Price.product_id) == here.gula
        session.exec(update(Price).where(sugar).values(amount_rupiah=17_000))
    key = str(uuid4())
    asked = [*wants(here, "gula", kalau_naik="tanya"), ("harga", "16500")]
    offer = said(sari.order(asked, key=key), 409, "changed", final=True)["offer"]
    assert (offer["lines"][0]["harga_lama"], offer["lines"][0]["harga_baru"]) == (16_500, 17_000)
    agreed = [*wants(here, "gula", kalau_naik="tanya"), ("harga", "17000")]
    said(sari.order(agreed, Lumbung_Replaces=f'"{key}"'), 201, "accepted", final=True)
    twice = sari.order(agreed, Lumbung_Replaces=f'"{key}"')
    said(twice, 409, "already_accepted", final=True)
    assert orders_of(here) == 1


def test_the_tombstone_comes_first(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    said(sari.deliver(f"/kiriman/{key}/batal", []), 200, "cancelled", final=True)
    said(sari.order(wants(here, "gula"), key=key), 409, "cancelled", final=True)
    assert orders_of(here) == 0


def test_taking_back_too_late(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    location = sari.order(wants(here, "gula"), key=key).json()["location"]
    answer = sari.deliver(f"/kiriman/{key}/batal", [])
    content = said(answer, 200, "already_accepted", final=True)
    assert (content["key"], content["replay"], content["location"]) == (key, True, location)


def test_a_replacement_that_comes_too_late(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    location = sari.order(wants(here, "gula"), key=key).json()["location"]
    answer = sari.order(wants(here, "gula", 2), Lumbung_Replaces=f'"{key}"')
    content = said(answer, 409, "already_accepted", final=True)
    assert (content["location"], orders_of(here)) == (location, 1)


def test_a_row_waits_for_the_one_before(here: Village, sari: Phone) -> None:
    before = str(uuid4())
    answer = sari.order(wants(here, "gula"), Lumbung_After=f'"{before}"')
    said(answer, 409, "waits_for", final=False)
    assert (orders_of(here), remembered(here)) == (0, 0)


@pytest.mark.parametrize("version", ["order/2", "order/9999"])
def test_a_form_of_a_newer_release(here: Village, sari: Phone, version: str) -> None:
    answer = sari.order(wants(here, "gula"), Lumbung_Form=version)
    said(answer, 409, "upgrade_needed", final=False)
    assert remembered(here) == 0


def test_a_form_that_cannot_be_read_is_kept(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    fields = [("barang", str(here.gula)), ("jumlah", "banyak")]
    content = said(sari.order(fields, key=key), 422, "form_errors", final=False)
    assert content["location"] == f"/kiriman/{key}"
    assert "jumlah" in content["problems"]
    shown = sari.get(content["location"])
    assert (shown.status_code, "banyak" in shown.text) == (200, True)
    assert remembered(here) == 0
    assert f"/kiriman/{key}" in sari.get("/kiriman").text


def test_a_key_used_twice_for_different_things(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    sari.order(wants(here, "gula"), key=key)
    content = said(sari.order(wants(here, "gula", 2), key=key), 422, "key_reused", final=True)
    assert "location" not in content
    assert orders_of(here) == 1


def test_somebody_elses_key_leaks_nothing(here: Village, app: Litestar, sari: Phone) -> None:
    key = str(uuid4())
    sari.order(wants(here, "gula"), key=key)
    rini = phone_of(app, here, here.rini)
    content = said(rini.order(wants(here, "gula"), key=key), 422, "key_reused", final=True)
    assert not {"location", "facts", "received_at"} & set(content)
    assert rini.get(f"/kiriman/{key}").status_code == 404


def test_nobody_is_signed_in(here: Village, app: Litestar) -> None:
    key = str(uuid4())
    answer = stranger(app).order(wants(here, "gula"), key=key)
    assert said(answer, 401, "not_signed_in", final=False)["key"] == key


def test_somebody_else_is_signed_in(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    answer = sari.order([("jumlah", "x")], key=key, Lumbung_Person=here.rini.public_id)
    assert said(answer, 403, "other_person", final=False)["key"] == key
    answer = sari.deliver(f"/kiriman/{key}/batal", [], key=key, Lumbung_Person="0" * 16)
    said(answer, 403, "other_person", final=False)
    assert remembered(here) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Idempotency_Key": ""},
        {"Idempotency_Key": '"17"'},
        {"Lumbung_After": "yesterday"},
        {"Lumbung_Replaces": "a, b"},
        {"Lumbung_Form": "deposit/1"},
    ],
)
def test_an_envelope_that_cannot_be_read(
    here: Village, sari: Phone, headers: dict[str, str]
) -> None:
    answer = sari.order(wants(here, "gula"), **headers)
    assert (answer.status_code, answer.json()["final"]) == (400, False)
    assert remembered(here) == 0


def test_a_form_may_wait_for_months_on_a_phone_with_a_wrong_clock(
    here: Village, sari: Phone
) -> None:
    for at in ("1999-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "kemarin", "2026-06-20"):
        clock = {"Lumbung_Queued_At": at, "Lumbung_Sent_At": at, "Lumbung_Seq": "7"}
        assert sari.order(wants(here, "gula"), **clock).status_code == 201


def test_members_of_two_people_share_nothing(here: Village, app: Litestar) -> None:
    def send(who: Villager) -> int:
        return phone_of(app, here, who).order(wants(here, "gula")).status_code

    assert (send(here.sari), send(here.rini)) == (201, 201)
    assert send(here.treasurer) == 403


def test_a_row_named_twice_is_replaced_once(here: Village, sari: Phone) -> None:
    old = str(uuid4())
    answer = sari.order(wants(here, "gula"), Lumbung_Replaces=f'"{old}", "{old}"')
    said(answer, 201, "accepted", final=True)
    said(sari.order(wants(here, "gula"), key=old), 409, "cancelled", final=True)
