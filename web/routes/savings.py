"""Simpanan: what a member has, which months are paid, and the passbook."""

from datetime import date

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

from cooperative.ledger.dues import Dues, DueState, MonthDue, dues_of
from cooperative.ledger.passbook import PER_PAGE, Movement, movement_count, movements
from cooperative.ledger.savings import savings_of
from cooperative.ledger.tables import EntryKind
from cooperative.oversight.looking import PER_PAGE as LOOKS_PER_PAGE
from cooperative.oversight.looking import looks_at
from cooperative.people.cooperatives import today
from cooperative.questions import questions_about
from cooperative.refusals import Refused
from web import formats
from web.answers import AnyRequest, see_other
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.views.coming_back import came_from
from web.views.paging import page_count, page_number

_A_YEAR_SECONDS = 365 * 24 * 3600


@get("/simpanan", sync_to_thread=True)
def show_savings(request: AnyRequest) -> Response[bytes]:
    """Show a member her own savings."""
    asker = who(request)
    if asker.member_id is None:
        raise Refused("not_member")
    number = page_number(request)
    with request.app.state.books.reading() as session:
        mine = (asker.cooperative_id, asker.member_id)
        this_day = today(session, asker.cooperative_id)
        savings = savings_of(session, *mine)
        dues = dues_of(session, *mine, today=this_day)
        lines = movements(session, *mine, page=number)
        count = movement_count(session, *mine)
        asked = questions_about(session, mine[0], [line.entry_id for line in lines])
    years = sorted({int(month.period[:4]) for month in dues.months}, reverse=True)
    year = _year(request, years, this_day)
    return page(
        request,
        "savings/index.html",
        savings=savings,
        dues=dues,
        arrears=formats.periods_label(dues.unpaid_periods),
        paid_until=_paid_until(dues),
        year=year,
        years=[(str(one), f"?tahun={one}#wajib", one == year, None) for one in years],
        months=[_cell(month) for month in dues.of_year(year)],
        questions=asked,
        movements=[(line, title_of(line)) for line in lines],
        page=number,
        pages=page_count(count, PER_PAGE),
        as_of=request.app.state.books.clock.now(),
    )


@get("/simpanan/dilihat", sync_to_thread=True)
def list_looks(request: AnyRequest) -> Response[bytes]:
    """Show a member who looked at her savings from outside, when and why."""
    asker, number = who(request), page_number(request)
    if asker.member_id is None:
        raise Refused("not_member")
    with request.app.state.books.reading() as session:
        looks, count = looks_at(session, asker.cooperative_id, asker.member_id, page=number)
    pages = page_count(count, LOOKS_PER_PAGE)
    return page(request, "savings/looks.html", looks=looks, page=number, pages=pages)


@post("/simpanan/sembunyi", sync_to_thread=True)
def update_hiding(request: AnyRequest, form: SentForm) -> Response[bytes]:
    """Hide her amounts on this phone, or show them again: a cookie of this phone, nothing more."""
    wanted = form.whole("sembunyi", 0, 1)
    answer = see_other(request, came_from(request, "/", "/simpanan", otherwise="/simpanan"))
    answer.set_cookie(
        Cookie(
            key="sembunyi",
            value=str(wanted),
            max_age=_A_YEAR_SECONDS if wanted else 0,
            path="/",
            secure=True,
            samesite="lax",
        )
    )
    return answer


def title_of(line: Movement) -> str:
    """Say what a line of the passbook is: `Setor wajib Juni 2026`, `Ambil sukarela`."""
    if line.kind is EntryKind.REVERSAL:
        return "Koreksi"
    kinds = [
        word
        for word, changed_rupiah in (
            ("pokok", line.pokok_rupiah),
            ("wajib", line.wajib_rupiah),
            ("sukarela", line.voluntary_rupiah),
        )
        if changed_rupiah
    ]
    match line.kind:
        case EntryKind.DEPOSIT | EntryKind.OPENING:
            begins = "Setor" if line.kind is EntryKind.DEPOSIT else "Saldo awal"
            periods = formats.periods_label(line.facts.get("periods", []))
            return " ".join(filter(None, (begins, ", ".join(kinds), periods)))
        case EntryKind.WITHDRAWAL:
            return f"Ambil {', '.join(kinds)}"
        case EntryKind.SALE:
            return "Belanja dari simpanan"
        case EntryKind.SETTLEMENT:
            return "Pembayaran saat berhenti"
        case _:
            return "Pindah buku"


def _paid_until(dues: Dues) -> str:
    paid = [month.period for month in dues.months if month.state is DueState.PAID]
    return formats.period_label(paid[-1]) if paid else ""


def _year(request: AnyRequest, years: list[int], this_day: date) -> int:
    asked = request.query_params.get("tahun", "")
    newest = years[0] if years else this_day.year
    return int(asked) if asked in {str(year) for year in years} else newest


def _cell(month: MonthDue) -> tuple[str, str, str]:
    name = formats.MONTHS[int(month.period[5:]) - 1]
    return name[:3], name, month.state.value


ROUTES: list[HTTPRouteHandler] = [show_savings, list_looks, update_hiding]
