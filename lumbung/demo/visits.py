"""Where the assistant of the demonstration has been lately, and what was promised to her."""

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.people.cooperatives import today
from cooperative.visits.answering import answer_visit, finish_task
from cooperative.visits.making import Promised, make_visit
from cooperative.visits.planning import plan_visit
from cooperative.visits.reading import open_tasks
from cooperative.visits.tables import CheckItem

_NOTE = (
    "Buku kas cocok dengan uang di laci. Stok gula dihitung bersama, kurang 2 bungkus.\n"
    "Kendala: listrik sering padam sore hari, jadi penjualan dicatat malam."
)
_OTHER_NOTE = "Gerai buka, tetapi penjualan belum dicatat. Diajari mencatat dari HP."


def write_visits(session: Session, by: Actor, officer: Actor) -> None:
    """Let the assistant have been in the village three weeks ago, and come again in two days;
    the officer answered her."""
    day = today(session, by.cooperative_id)
    visit = make_visit(
        session,
        note=_NOTE,
        checked=[CheckItem.CASH_BOOK, CheckItem.STOCK_COUNT, CheckItem.WAITING_ORDERS],
        promised=[
            Promised("Hitung ulang stok gula", "Bendahara", _in_days(day, -18)),
            Promised("Bahas tanggal RAT dengan pengawas", "Ketua", _in_days(day, -3)),
            Promised("Daftarkan tiga calon anggota di Dusun Karya", "", _in_days(day, 9)),
        ],
        photo=None,
        by=replace(by, occurred_on=_in_days(day, -20)),
    )
    counted = open_tasks(session, by.cooperative_id)[0]
    then = replace(officer, occurred_on=_in_days(day, -18))
    finish_task(session, task_id=counted.id, by=then)
    answer_visit(session, visit_id=visit.id, text="Stok gula sudah dihitung, cocok.", by=officer)
    plan_visit(session, planned_on=_in_days(day, 2), purpose="Tanggal RAT", by=by)


def write_short_visit(session: Session, by: Actor, *, days_ago: int) -> None:
    """Let her have been in a village around, with one promise that is still open."""
    day = today(session, by.cooperative_id)
    make_visit(
        session,
        note=_OTHER_NOTE,
        checked=[CheckItem.SIMKOPDES],
        promised=[Promised("Catat penjualan setiap hari", "Penjaga gerai", _in_days(day, 4))],
        photo=None,
        by=replace(by, occurred_on=_in_days(day, -days_ago)),
    )


def _in_days(day: date, days: int) -> date:
    return day + timedelta(days=days)
