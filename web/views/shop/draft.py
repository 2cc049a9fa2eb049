"""A sale that is being written down: it lives in the address of the page, and books nothing.

`barang` and `jumlah` are its lines, `anggota` the number of the buyer. The buttons of the page send
the whole form back with one thing more: `tambah`, `hapus`, `pilih`, `lepas`, or words to look for.
"""

from dataclasses import dataclass, field

from cooperative.books import Session
from cooperative.ledger.receipts import Named, member_named
from cooperative.orders.choices import MOST_LINES, MOST_UNITS
from cooperative.people.cooperatives import today
from cooperative.people.directory import member_by_number
from cooperative.people.members import Listed, list_members
from cooperative.people.tables import MemberState
from cooperative.sales.reading import last_sold
from cooperative.store.catalogue import CatalogueRow, catalogue_rows, search
from cooperative.store.kinds import PriceClass
from web.forms import Form
from web.views.shop.gerai import number_in

_LONGEST_WORDS = 60
_MOST_FOUND = 12


@dataclass(frozen=True)
class Draft:
    """What is on the counter, who buys, and what was looked for."""

    lines: list[tuple[CatalogueRow, int]]
    buyer: Named | None
    words: str = ""
    found: list[CatalogueRow] = field(default_factory=list[CatalogueRow])
    usual: list[CatalogueRow] = field(default_factory=list[CatalogueRow])
    buyer_words: str = ""
    buyers: list[Listed] = field(default_factory=list[Listed])

    @property
    def total_rupiah(self) -> int:
        """What it comes to at today's prices of this buyer."""
        return sum(row.price_rupiah * units for row, units in self.lines)


def draft_of(session: Session, cooperative_id: int, outlet_id: int, form: Form) -> Draft:
    """Return the draft that a form, or an address, says; what cannot be is left out of it."""
    buyer_words = form.get("cari_anggota").strip()[:_LONGEST_WORDS]
    buyer, buyers = _buyer(session, cooperative_id, form, buyer_words)
    price_class = PriceClass.GENERAL if buyer is None else PriceClass.MEMBER
    day = today(session, cooperative_id)
    rows = catalogue_rows(session, cooperative_id, outlet_id, price_class, day)
    by_id = {row.id: row for row in rows}
    units = _units(form)
    # Once something was taken from what was found, the search is over.
    words = "" if form.get("tambah") else form.get("cari").strip()[:_LONGEST_WORDS]
    coded = next((row for row in rows if words and row.code == words.upper()), None)
    if coded:  # typed or scanned: it lies on the counter at once
        _add(units, coded.id)
        words = ""
    usual = [] if words or units else last_sold(session, cooperative_id, outlet_id)
    return Draft(
        lines=[(by_id[key], count) for key, count in units.items() if key in by_id],
        buyer=buyer,
        words=words,
        found=search(rows, words)[:_MOST_FOUND] if words else [],
        usual=[by_id[key] for key in usual if key in by_id],
        buyer_words="" if buyer else buyer_words,
        buyers=buyers,
    )


def _units(form: Form) -> dict[int, int]:
    """Return product id -> units, after the one tap that came with the form."""
    units: dict[int, int] = {}
    for product, count in zip(form.texts("barang"), form.texts("jumlah"), strict=False):
        product_id, many = number_in(product), number_in(count.strip())
        if product_id and many and len(units) < MOST_LINES:
            units[product_id] = min(units.get(product_id, 0) + many, MOST_UNITS)
    added, removed = number_in(form.get("tambah")), number_in(form.get("hapus"))
    if added:
        _add(units, added)
    if removed:
        units.pop(removed, None)
    return units


def _add(units: dict[int, int], product_id: int) -> None:
    if product_id in units or len(units) < MOST_LINES:
        units[product_id] = min(units.get(product_id, 0) + 1, MOST_UNITS)


def _buyer(
    session: Session, cooperative_id: int, form: Form, words: str
) -> tuple[Named | None, list[Listed]]:
    """Return the member who buys, or those it may be; nobody is somebody who is no member."""
    number = "" if form.get("lepas") else (form.get("pilih") or form.get("anggota"))
    chosen = _by_number(session, cooperative_id, number.strip())
    if chosen or not words:
        return chosen, []
    exact = _by_number(session, cooperative_id, words.zfill(4) if words.isdigit() else words)
    if exact:
        return exact, []
    found = list_members(session, cooperative_id, search=words).members
    here = [one for one in found if one.state is not MemberState.LEFT][:_MOST_FOUND]
    if len(here) == 1:
        return member_named(session, cooperative_id, here[0].member_id), []
    return None, here


def _by_number(session: Session, cooperative_id: int, number: str) -> Named | None:
    member = member_by_number(session, cooperative_id, number) if number else None
    if member is None or member.state is MemberState.LEFT:
        return None
    return member_named(session, cooperative_id, member.id)
