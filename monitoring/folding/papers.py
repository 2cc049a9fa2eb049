"""What a cooperative says of itself: the newest of each kind holds."""

from datetime import date
from typing import Any

from monitoring.folding.telling import Fold, Told

_GONE, _ENDED = "gone", "ended"
_NAMED = ("has_nik", "has_npwp", "has_nib")
_SAID = ("has_account", "has_power", "has_internet", "building_percent", "has_plan", "has_bumdes")
_WORDS = ("bank", "financing_purpose", "financing_state")


def profile_updated(told: Told) -> None:
    """The whole profile, as of one saving."""
    profile = told.state.profiles.at(told.cooperative_id)
    profile.updated_on, profile.filling = told.on, told.text("filling")
    profile.founded_on = _day(told, "founded_on")
    for name in _NAMED:
        setattr(profile, name, bool(told.row.facts.get(name)))
    for name in _SAID:
        setattr(profile, name, told.row.facts.get(name))
    for name in _WORDS:
        setattr(profile, name, told.text(name))
    profile.financing_rupiah = told.number("financing_rupiah")
    told.standing.deed_on = profile.founded_on


def document_noted(told: Told) -> None:
    """A paper, or that there is none of its kind any more."""
    key = (told.cooperative_id, told.text("kind"))
    if told.text("term") == _GONE:
        told.state.documents.drop(*key)
    else:
        told.state.documents.at(*key).valid_until = _day(told, "valid_until")
    _first_to_end(told)


def meeting_noted(told: Told) -> None:
    """A meeting, or that it was not held after all."""
    key = (told.cooperative_id, told.number("book_year"))
    held_on = _day(told, "held_on")
    if held_on is None:
        told.state.meetings.drop(*key)
    else:
        meeting = told.state.meetings.at(*key)
        meeting.held_on, meeting.attendee_count = held_on, told.number("attendee_count")
    years = [one.book_year for one in told.state.meetings.of(told.cooperative_id)]
    told.standing.meeting_year = max(years, default=None)


def partnership_noted(told: Told) -> None:
    """How far it is with a partner."""
    key = (told.cooperative_id, told.text("service"))
    if told.text("state") == _ENDED:
        told.state.partnerships.drop(*key)
    else:
        told.state.partnerships.at(*key).state = told.text("state")


def _first_to_end(told: Told) -> None:
    papers = told.state.documents.of(told.cooperative_id)
    ending = [(one.valid_until, one.kind) for one in papers if one.valid_until]
    until, kind = min(ending, default=(None, ""))
    told.standing.document_until, told.standing.document_kind = until, kind


def _day(told: Told, name: str) -> Any:
    said = told.text(name)
    return date.fromisoformat(said) if said else None


FOLDS: dict[str, Fold] = {
    "profile.updated": profile_updated,
    "document.noted": document_noted,
    "meeting.noted": meeting_noted,
    "partnership.noted": partnership_noted,
}
