"""Looks into the books of a schedule, and the books beside the sheet."""

from collections.abc import Iterator
from random import Random
from typing import Any

from sqlmodel import col, select

from cooperative.ledger.tables import Account, AccountKind
from cooperative.orders.tables import Order
from cooperative.people.tables import Person
from cooperative.store.tables import StockItem
from cooperative.submissions.tables import Submission
from tests.faults.sheet import Sheet
from tests.faults.stage import Stage

_BUYERS = ("sari", "rini")


def is_known(stage: Stage, key: str) -> bool:
    """Tell whether the books remember a key."""
    with stage.books.reading() as session:
        return session.get(Submission, (stage.here.coop_id, key)) is not None


def seeded(stage: Stage, seed: int) -> None:
    """Let codes of orders follow from the seed."""
    stage.books._chance = Random(seed)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]


def compare(stage: Stage, sheet: Sheet) -> Iterator[str]:
    """Yield where the books and the sheet disagree."""
    on_paper, in_books = _paper(stage, sheet), _books(stage)
    for what, expected in on_paper.items():
        if in_books[what] != expected:
            differing = set(expected.items()) ^ set(in_books[what].items())
            yield f"{what}: paper and books differ in {sorted(differing)[:4]}"


def _paper(stage: Stage, sheet: Sheet) -> dict[str, dict[Any, Any]]:
    counter = sheet.counter
    accepted = {
        kept.location: key
        for key, kept in sheet.kept.items()
        if kept.code == "accepted" and kept.said and kept.said[0] == "/pesanan"
    }
    return {
        "verdicts": {
            key: (stage.who(kept.who).public_id, kept.code, kept.replaced_by)
            for key, kept in sheet.kept.items()
        },
        "orders": {
            number: (
                stage.who(order.who).member_id,
                order.state,
                order.total_rupiah,
                order.held_rupiah,
                accepted[f"/pesanan/{number}"],
            )
            for number, order in counter.orders.items()
        },
        "shelves": {
            one: (units, counter.promised_units(one)) for one, units in counter.shelf.items()
        },
        "savings": {
            stage.who(name).member_id: (counter.saved_rupiah[name], counter.held_rupiah(name))
            for name in _BUYERS
        },
    }


def _books(stage: Stage) -> dict[str, dict[Any, Any]]:
    with stage.books.reading() as session:
        people = {row.id: row.public_id for row in session.exec(select(Person))}
        buyers = [stage.who(name).member_id for name in _BUYERS]
        saved = select(Account).where(
            col(Account.kind) == AccountKind.VOLUNTARY, col(Account.member_id).in_(buyers)
        )
        found = {
            "verdicts": {
                row.key: (people[row.person_id], row.code, row.replaced_by)
                for row in session.exec(select(Submission))
            },
            "orders": {
                row.id: (
                    row.member_id,
                    row.state.value,
                    row.total_rupiah,
                    row.held_rupiah,
                    row.submission_key,
                )
                for row in session.exec(select(Order))
            },
            "shelves": {
                row.product_id: (row.quantity_units, row.reserved_units)
                for row in session.exec(select(StockItem))
            },
            "savings": dict.fromkeys(buyers, (0, 0))
            | {
                row.member_id: (row.side * row.balance_rupiah, row.held_rupiah)
                for row in session.exec(saved)
            },
        }
    stage.let_go()
    return found
