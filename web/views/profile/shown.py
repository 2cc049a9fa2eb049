"""What the page of the cooperative's own data prints: forms filled in beforehand, and papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cooperative.books import Session
from cooperative.people.cooperatives import today
from cooperative.profile.reading import Noting, Overview, overview
from cooperative.profile.saving import particulars_in
from web import formats
from web.rendering import form_key
from web.submit import Kept, errors_of
from web.words import profile as words

_YEARS = 3
# Which field a rule speaks of when it says no.
_FIELDS = {
    "identifier_wrong": "nib",
    "founded_ahead": "berdiri",
    "building_wrong": "bangunan",
    "financing_incomplete": "tujuan",
    "amount_out_of_range": "nominal",
    "book_year_wrong": "tahun",
    "meeting_day_wrong": "tanggal",
    "attendees_missing": "peserta",
    "number_missing": "nomor",
    "day_missing": "sampai",
}
_LABELS = {
    "akun": "Akun Simkopdes",
    "bangunan": "Bangunan gerai",
    "bank": "Rekening koperasi",
    "berdiri": "Tanggal berdiri",
    "bumdes": "Kerja sama BUMDes",
    "internet": "Internet",
    "jenis": "Dokumen",
    "keadaan": "Keadaan",
    "layanan": "Layanan",
    "listrik": "Listrik",
    "masa": "Masa berlaku",
    "nib": "NIB",
    "nik_koperasi": "NIK koperasi",
    "nominal": "Nominal",
    "nomor": "Nomor",
    "npwp": "NPWP",
    "peserta": "Peserta",
    "rencana": "Rencana bisnis",
    "sampai": "Berlaku sampai",
    "status": "Status",
    "tahun": "Tahun buku",
    "tanggal": "Tanggal RAT",
    "tujuan": "Diajukan ke",
}


@dataclass(frozen=True)
class Shown:
    """`open` is the form that came back, with what was `typed` and the `errors` in it; `said` is
    what the profile's own form is filled in with beforehand."""

    found: Overview
    today: date
    said: Mapping[str, str]
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    open: str
    version: str
    key: str

    @property
    def years(self) -> list[tuple[str, str]]:
        """The book years a meeting can be noted for, the newest first."""
        last = self.today.year - 1
        return [(str(last - back), str(last - back)) for back in range(_YEARS)]

    @property
    def summary(self) -> dict[str, str]:
        """What is wrong, for the top of the page, where each field has to be named."""
        return {
            self.field_id(name): f"{_LABELS[name]}: {sentence}" if name in _LABELS else sentence
            for name, sentence in self.errors.items()
        }

    def field_id(self, name: str) -> str:
        """Return the id of a field: four forms share the page."""
        return f"{self.open}-{name}" if name else ""

    def of(self, form: str, name: str) -> str:
        """Return what a field of a form is filled in with."""
        if form == self.open:
            return self.typed.get(name, "")
        return self.said.get(name, "") if form == "data" else ""

    def error(self, form: str, name: str) -> str:
        """Return what is wrong with a field of a form."""
        return self.errors.get(name, "") if form == self.open else ""

    def noted(self, noting: Noting) -> str:
        """Say what a line of the history is about."""
        what = words.NOTINGS[noting.what]
        about = {**words.DOCUMENT_KINDS, **words.SERVICES}.get(noting.about, noting.about)
        return f"{what} {about}".strip() if noting.what == "meeting" else _joined(what, about)


def shown(
    session: Session, cooperative_id: int, *, kept: Kept | None = None, form: str = ""
) -> Shown:
    """Return the page's content; `kept` is the form called `form` when it comes back."""
    found = overview(session, cooperative_id)
    is_profile = kept is not None and form == "data"
    return Shown(
        found,
        today(session, cooperative_id),
        said=_said(found),
        typed=_typed(kept),
        errors=errors_of(kept, _FIELDS),
        open=form if kept else "",
        version=_version(found, kept if is_profile else None),
        key=kept.key if kept else form_key(),
    )


def _said(found: Overview) -> dict[str, str]:
    said = particulars_in(found.profile)
    has = {True: "ada", False: "belum", None: ""}
    rupiah = said.financing_rupiah
    return {
        "berdiri": said.founded_on.isoformat() if said.founded_on else "",
        "nik_koperasi": said.cooperative_nik or "",
        "npwp": said.npwp or "",
        "nib": said.nib or "",
        "bank": said.bank.value if said.bank else "",
        "akun": has[said.has_account],
        "listrik": has[said.has_power],
        "internet": has[said.has_internet],
        "bangunan": "" if said.building_percent is None else str(said.building_percent),
        "rencana": has[said.has_plan],
        "bumdes": has[said.has_bumdes],
        "tujuan": said.financing_purpose.value if said.financing_purpose else "",
        "nominal": formats.number(rupiah) if rupiah else "",
        "status": said.financing_state.value if said.financing_state else "",
    }


def _version(found: Overview, kept: Kept | None) -> str:
    """What she typed is compared with what her page showed, not with what has come since."""
    if kept is not None:
        return kept.form.get("versi")
    return str(found.profile.version if found.profile else 0)


def _typed(kept: Kept | None) -> dict[str, str]:
    return {name: kept.form.get(name) for name in (*_LABELS, "dibantu")} if kept else {}


def _joined(what: str, about: str) -> str:
    return f"{what}: {about}" if about else what
