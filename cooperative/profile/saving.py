"""Save the profile: a whole new version, in which only what was changed on the page differs.

A page may lie on a phone for days. What its writer left as it was shown does not undo what somebody
else wrote meanwhile.
"""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.profile.identifiers import number_of
from cooperative.profile.kinds import Bank, FinancingPurpose, RequestState
from cooperative.profile.tables import MOST_FINANCING_RUPIAH, Profile
from cooperative.profile.writers import Written, about
from cooperative.record import record
from cooperative.refusals import Refused


@dataclass(frozen=True)
class Particulars:
    """What a profile says; None is what nobody has said."""

    founded_on: date | None = None
    cooperative_nik: str | None = None
    npwp: str | None = None
    nib: str | None = None
    bank: Bank | None = None
    has_account: bool | None = None
    has_power: bool | None = None
    has_internet: bool | None = None
    building_percent: int | None = None
    has_plan: bool | None = None
    has_bumdes: bool | None = None
    financing_purpose: FinancingPurpose | None = None
    financing_rupiah: int | None = None
    financing_state: RequestState | None = None


_FINANCING = ("financing_purpose", "financing_rupiah", "financing_state")


def newest_profile(session: Session, cooperative_id: int) -> Profile | None:
    """Return what holds now; None while nobody has written anything."""
    return profile_at(session, cooperative_id, _last(session, cooperative_id))


def profile_at(session: Session, cooperative_id: int, version: int) -> Profile | None:
    """Return the profile as of one saving."""
    return session.get(Profile, (cooperative_id, version))


def particulars_in(profile: Profile | None) -> Particulars:
    """Return what a profile says; of none, that nobody has said anything."""
    if profile is None:
        return Particulars()
    return Particulars(**{one.name: getattr(profile, one.name) for one in fields(Particulars)})


def save_profile(
    session: Session,
    particulars: Particulars,
    *,
    seen_version: int,
    by: Actor,
    was_helped: bool = False,
) -> Profile | None:
    """Save what a page that showed `seen_version` says now; None where nothing is new.

    Raises Refused("not_allowed"), ("identifier_wrong", name), ("founded_ahead"),
    ("financing_incomplete"), ("building_wrong"), ("amount_out_of_range", most_rupiah).
    """
    written = about(session, by=by, was_helped=was_helped)
    checked = _checked(particulars, written.noted_on)
    now = newest_profile(session, by.cooperative_id)
    before = particulars_in(now)
    seen = particulars_in(profile_at(session, by.cooperative_id, seen_version))
    merged = _merged(checked, seen, before)
    changed = _differing(merged, before)
    if not changed:
        return None
    # From here on it must succeed.
    profile = Profile(
        cooperative_id=by.cooperative_id,
        version=next_number(session, by.cooperative_id, "profile"),
        **asdict(merged),
        **written.signed(),
    )
    session.add(profile)
    session.flush()  # the newest version is asked for with SQL
    _tell(session, merged, changed, written, by=by)
    return profile


def _checked(given: Particulars, today: date) -> Particulars:
    cleaned = {
        name: number_of(name, value)
        for name in ("cooperative_nik", "npwp", "nib")
        if (value := getattr(given, name)) is not None
    }
    if given.founded_on and given.founded_on > today:
        raise Refused("founded_ahead")
    if given.building_percent is not None and not 0 <= given.building_percent <= 100:  # noqa: PLR2004
        raise Refused("building_wrong")
    said = [getattr(given, name) is not None for name in _FINANCING]
    if any(said) and not all(said):
        raise Refused("financing_incomplete")
    rupiah = given.financing_rupiah
    if rupiah is not None and not 1 <= rupiah <= MOST_FINANCING_RUPIAH:
        raise Refused("amount_out_of_range", most_rupiah=MOST_FINANCING_RUPIAH)
    return replace(given, **cleaned)


def _merged(given: Particulars, seen: Particulars, before: Particulars) -> Particulars:
    """Return `before` with what differs between the page as shown and as sent; a request for money
    is one thing."""
    changed = _differing(given, seen)
    if changed & set(_FINANCING):
        changed |= set(_FINANCING)
    return replace(before, **{name: getattr(given, name) for name in changed})


def _differing(one: Particulars, other: Particulars) -> set[str]:
    mine, others = asdict(one), asdict(other)
    return {name for name, value in mine.items() if value != others[name]}


def _tell(
    session: Session, said: Particulars, changed: set[str], written: Written, *, by: Actor
) -> None:
    """Tell of what there is, not of the numbers: who reads the feed needs to know no more."""
    has = {
        "has_nik": said.cooperative_nik is not None,
        "has_npwp": said.npwp is not None,
        "has_nib": said.nib is not None,
    }
    told: dict[str, Any] = {
        name: value
        for name, value in asdict(said).items()
        if name not in {"cooperative_nik", "npwp", "nib"}
    }
    record(
        session,
        "profile.updated",
        by=by,
        subject="profile",
        facts={**has, **told, "changed": sorted(changed), **written.facts()},
        private={"cooperative_nik": said.cooperative_nik, "npwp": said.npwp, "nib": said.nib},
        occurred_on=written.noted_on,
    )


def _last(session: Session, cooperative_id: int) -> int:
    mine = select(func.max(Profile.version)).where(col(Profile.cooperative_id) == cooperative_id)
    return session.exec(mine).one() or 0
