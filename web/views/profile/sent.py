"""Read what was typed about the cooperative, and save it: the acts of the four forms."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from cooperative.actors import OFFICERS, Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.people.cooperatives import find_cooperative
from cooperative.profile.identifiers import number_of
from cooperative.profile.kinds import (
    Bank,
    DocumentKind,
    FinancingPurpose,
    RequestState,
    Service,
    Term,
)
from cooperative.profile.papers import note_document, note_meeting, note_partnership
from cooperative.profile.saving import Particulars, save_profile
from cooperative.profile.tables import EARLIEST_YEAR, LATEST_YEAR
from cooperative.refusals import Refused, Unreadable
from web.forms import Form
from web.submit import Outcome

_LONGEST_NUMBER, _MOST_VERSION = 60, 2**31 - 1
_MOST_PEOPLE, _WHOLE_PERCENT = 100_000, 100
_HELPED = "dibantu"
# Field of the form: the number it is, and what is wrong when it is none.
_NUMBERS = {
    "nik_koperasi": ("cooperative_nik", "digits_13"),
    "npwp": ("npwp", "digits_15_16"),
    "nib": ("nib", "digits_13"),
}
Choice = TypeVar("Choice", bound=StrEnum)


class _Has(StrEnum):
    YES = "ada"
    NO = "belum"


class FormOf(NamedTuple):
    """One form of the page: its kind and version, what is said when it came in, and its act, which
    is given the address of the page."""

    kind: str
    done: str
    act: Callable[[Session, Form, Actor, str], Outcome]


def _profile(session: Session, form: Form, by: Actor, path: str) -> Outcome:
    with form.all_problems():
        seen_version = form.whole("versi", 0, _MOST_VERSION)
        said = Particulars(
            founded_on=form.day("berdiri") if form.get("berdiri").strip() else None,
            bank=_choice(form, "bank", Bank),
            has_account=_has(form, "akun"),
            has_power=_has(form, "listrik"),
            has_internet=_has(form, "internet"),
            building_percent=form.whole_or_none("bangunan", 0, _WHOLE_PERCENT),
            has_plan=_has(form, "rencana"),
            has_bumdes=_has(form, "bumdes"),
            financing_purpose=_choice(form, "tujuan", FinancingPurpose),
            financing_rupiah=form.whole_or_none("nominal", 1, MOST_RUPIAH),
            financing_state=_choice(form, "status", RequestState),
            **_numbers(form),
        )
    helped = form.ticked(_HELPED)
    saved = save_profile(session, said, seen_version=seen_version, by=by, was_helped=helped)
    return _outcome(session, by, "profile", path, "data" if saved else "sama")


def _document(session: Session, form: Form, by: Actor, path: str) -> Outcome:
    with form.all_problems():
        kind = form.choice("jenis", DocumentKind)
        term = form.choice("masa", Term)
        number = form.text("nomor", _LONGEST_NUMBER, least=0 if term is Term.GONE else 1)
        valid_until = form.day("sampai") if term is Term.UNTIL else None
    document = note_document(
        session,
        kind=kind,
        number=number,
        term=term,
        valid_until=valid_until,
        by=by,
        was_helped=form.ticked(_HELPED),
    )
    return _outcome(session, by, f"document/{document.id}", path, "dokumen")


def _meeting(session: Session, form: Form, by: Actor, path: str) -> Outcome:
    with form.all_problems():
        year = form.whole("tahun", EARLIEST_YEAR, LATEST_YEAR)
        held_on = form.day("tanggal") if form.get("tanggal").strip() else None
        count = form.whole("peserta", 1, _MOST_PEOPLE) if held_on else None
    meeting = note_meeting(
        session,
        book_year=year,
        held_on=held_on,
        attendee_count=count,
        by=by,
        was_helped=form.ticked(_HELPED),
    )
    return _outcome(session, by, f"meeting/{meeting.id}", path, "rat")


def _partnership(session: Session, form: Form, by: Actor, path: str) -> Outcome:
    with form.all_problems():
        service = form.choice("layanan", Service)
        state = form.choice("keadaan", RequestState)
    helped = form.ticked(_HELPED)
    noted = note_partnership(session, service=service, state=state, by=by, was_helped=helped)
    return _outcome(session, by, f"partnership/{noted.id}", path, "kemitraan")


FORMS: Mapping[str, FormOf] = {
    "data": FormOf("profile/1", "Data koperasi tersimpan.", _profile),
    "dokumen": FormOf("document/1", "Dokumen tercatat.", _document),
    "rat": FormOf("meeting/1", "RAT tercatat.", _meeting),
    "kemitraan": FormOf("partnership/1", "Kemitraan tercatat.", _partnership),
}


def _outcome(session: Session, by: Actor, subject: str, path: str, saved: str) -> Outcome:
    """Say where it is; of one of several cooperatives, also which."""
    watched = {"cooperative_name": find_cooperative(session, by.cooperative_id).name}
    facts: dict[str, Any] = {} if by.roles & OFFICERS else watched
    return Outcome(subject, f"{path}?tersimpan={saved}", facts)


def _numbers(form: Form) -> dict[str, str]:
    """Return the numbers that were typed. Raises Unreadable with all that are none."""
    found: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for field, (name, problem) in _NUMBERS.items():
        typed = form.get(field).strip()
        if not typed:
            continue
        try:
            found[name] = number_of(name, typed)
        except Refused:
            wrong[field] = problem
    if wrong:
        raise Unreadable(**wrong)
    return found


def _has(form: Form, name: str) -> bool | None:
    said = _choice(form, name, _Has)
    return None if said is None else said is _Has.YES


def _choice(form: Form, name: str, kinds: type[Choice]) -> Choice | None:
    return form.choice(name, kinds) if form.get(name).strip() else None
