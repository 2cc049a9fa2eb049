"""Which gerai the shop is looking at: the usual one, unless the address names another."""

from dataclasses import dataclass
from urllib.parse import urlencode

from cooperative.books import Session
from cooperative.refusals import Refused
from cooperative.store.outlets import outlet_of, outlets_of
from web.answers import AnyRequest
from web.forms import Form
from web.identity import who
from web.submit import Kept

MOST_ID = 2**31 - 1
_MOST_DIGITS = 9
# What the fields of the shop's forms are called.
_LABELS = {
    "alasan": "Alasan",
    "barang": "Barang",
    "baris": "Barang",
    "batas": "Tinggal sedikit mulai sisa",
    "bayar": "Dibayar",
    "cari_anggota": "Pembeli",
    "catatan": "Catatan",
    "diberi": "Jumlah yang diberikan",
    "foto": "Foto",
    "harga": "Harga beli",
    "harga_anggota": "Harga anggota",
    "harga_umum": "Harga umum",
    "hitungan": "Yang ada di rak",
    "jumlah": "Jumlah",
    "kategori": "Kelompok",
    "keterangan": "Keterangan",
    "kode": "Kode",
    "mulai": "Berlaku mulai",
    "nama": "Nama barang",
    "nota": "Nomor nota",
    "satuan": "Satuan",
    "sebab": "Sebabnya",
    "uang": "Uang yang diterima",
    "ukuran": "Isi atau ukuran",
}
# Which field a rule speaks of when it says no: the first of them that the form has.
_FIELDS = {
    "amount_out_of_range": ("harga", "uang"),
    "code_taken": ("kode",),
    "loss_unknown": ("sebab",),
    "paid_too_little": ("uang",),
    "name_taken": ("nama",),
    "photo_too_big": ("foto",),
    "photo_unreadable": ("foto",),
    "price_general_below_member": ("harga_umum",),
    "price_in_past": ("mulai",),
    "quantity_invalid": ("diberi", "jumlah", "hitungan"),
    "reason_missing": ("catatan", "alasan"),
    "reason_too_long": ("keterangan", "catatan"),
    "unit_unknown": ("satuan",),
}


@dataclass(frozen=True)
class Gerai:
    """The gerai of a page. `others` are (id, name) of all of them where there are several."""

    id: int
    name: str
    is_usual: bool
    others: list[tuple[int, str]]

    def at(self, path: str, **query: str | int) -> str:
        """Return the address of a page about this gerai; an empty value is left out."""
        asked = {name: value for name, value in query.items() if value != ""}
        asked |= {} if self.is_usual else {"gerai": self.id}
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def keep(self) -> dict[str, str]:
        """What stays in the address of another part of a list."""
        return {} if self.is_usual else {"gerai": str(self.id)}


def gerai_here(session: Session, request: AnyRequest, form: Form | None = None) -> Gerai:
    """Return the gerai that was named in the form or the address, or the usual one.

    Raises Refused("not_found") for none of her cooperative's.
    """
    coop_id = who(request).cooperative_id
    ours = outlets_of(session, coop_id)
    if not ours:
        raise Refused("not_found")
    sent = form.get("gerai") if form else ""
    named = number_in(sent or request.query_params.get("gerai", ""))
    outlet = ours[0] if named is None else outlet_of(session, coop_id, named)
    others = [(one.id, one.name) for one in ours] if len(ours) > 1 else []
    return Gerai(outlet.id, outlet.name, is_usual=outlet.id == ours[0].id, others=others)


def number_in(text: str) -> int | None:
    """Return the whole number an address holds; anything else is none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def errors_of(kept: Kept | None) -> dict[str, str]:
    """Return what is wrong with a form that came back, by field; by no field if it is the whole."""
    if kept is None:
        return {}
    asked = (name for name in _FIELDS.get(kept.code, ()) if kept.form.texts(name))
    return dict(kept.problems) or {next(asked, ""): kept.sentence}


def summary_of(kept: Kept | None) -> dict[str, str]:
    """Return the same for the list on top of the page, where each field has to be named."""
    return {
        field: f"{_LABELS[field]}: {sentence}" if field in _LABELS else sentence
        for field, sentence in errors_of(kept).items()
    }
