"""Sessions and tries: whose phone waits, and whose does not."""

from datetime import timedelta

import pytest

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.people.access import grant_role
from cooperative.people.attempts import Brake, count_miss, is_full
from cooperative.people.devices import add_device, digest_of
from cooperative.people.enrolment import Enrolled, put_on_phone
from cooperative.people.lookup import Lookup, SignedIn
from cooperative.people.sign_ins import (
    LIFE,
    LIFE_WITH_PASSPHRASE,
    Try,
    count_try,
    end,
    end_all,
    lock,
    open_sign_in,
    unlock,
)
from cooperative.people.tables import Device, Member, MemberState, RegionGrant
from cooperative.refusals import Refused
from tests.village import Village, Villager, village

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def test_a_session_is_found_by_its_token_and_tells_who_she_is(here: Village) -> None:
    found = _find(here, _sign_in(here, here.joko))
    assert found is not None
    assert (found.name, found.honorific, found.cooperative_id) == ("Joko", "Pak", here.coop_id)
    assert found.roles == {Role.MEMBER, Role.SHOPKEEPER}
    assert found.member_id == here.joko.member_id
    assert found.cooperative_name == "Koperasi Desa Merah Putih Jeruju Besar"
    assert found.pin_at == here.books.clock.now()
    assert found.locked_at is None


def test_a_token_nobody_gave_out_is_nobody(here: Village) -> None:
    _sign_in(here, here.sari)
    assert _find(here, "AAAA") is None
    assert _find(here, "' OR 1=1 --") is None


def test_a_session_that_ended_stays_ended(here: Village) -> None:
    token = _sign_in(here, here.sari)
    for _ in range(2):
        with here.books.transaction() as session:
            end(session, token_hash=digest_of(token))
    with here.books.transaction() as session:
        lock(session, token_hash=digest_of(token))
        unlock(session, token_hash=digest_of(token))
    assert _find(here, token) is None


def test_a_members_session_lasts_thirty_days_an_officers_half_a_day(
    here: Village, clock: FixedClock
) -> None:
    member, officer = _sign_in(here, here.sari), _sign_in(here, here.treasurer)
    clock.advance(LIFE_WITH_PASSPHRASE)
    assert _find(here, officer) is None
    assert _find(here, member) is not None
    clock.advance(LIFE - LIFE_WITH_PASSPHRASE)
    assert _find(here, member) is None


def test_a_locked_session_is_found_locked_until_its_pin_is_entered(
    here: Village, clock: FixedClock
) -> None:
    token = _sign_in(here, here.sari)
    with here.books.transaction() as session:
        lock(session, token_hash=digest_of(token))
    found = _find(here, token)
    assert found is not None
    assert found.locked_at == clock.now()
    clock.advance(A_MINUTE)
    with here.books.transaction() as session:
        unlock(session, token_hash=digest_of(token))
    found = _find(here, token)
    assert found is not None
    assert (found.locked_at, found.pin_at) == (None, clock.now())


def test_all_sessions_of_a_person_end_but_the_one_she_uses(here: Village) -> None:
    first, second = _sign_in(here, here.sari), _sign_in(here, here.sari)
    other = _sign_in(here, here.rini)
    with here.books.transaction() as session:
        ended = end_all(session, person_id=here.sari.person_id, but=digest_of(second))
    assert ended == 1
    assert [_find(here, token) is None for token in (first, second, other)] == [True, False, False]


def test_somebody_who_left_is_nobody(here: Village) -> None:
    token = _sign_in(here, here.sari)
    with here.books.transaction(here.coop_id) as session:
        member = session.get_one(Member, (here.coop_id, here.sari.member_id))
        member.state, member.left_on = MemberState.LEFT, member.joined_on
        session.add(member)
    assert _find(here, token) is None


def test_a_pmo_is_one_in_the_villages_of_her_region(here: Village) -> None:
    with here.books.transaction() as session:
        for region in ("61.12", "64.01"):
            session.add(
                RegionGrant(
                    person_id=here.rini.person_id,
                    role=Role.PMO if region == "61.12" else Role.ASSISTANT,
                    region_code=region,
                    since=session.info["moment"],
                )
            )
    found = _find(here, _sign_in(here, here.rini))
    assert found is not None
    assert found.roles == {Role.MEMBER, Role.PMO}


def test_a_pmo_without_a_cooperative_signs_in_too(here: Village) -> None:
    with here.books.transaction() as session:
        grant = RegionGrant(
            person_id=here.rini.person_id,
            role=Role.PMO,
            region_code="61",
            since=session.info["moment"],
        )
        session.add(grant)
    found = _find(here, _sign_in(here, here.rini, cooperative_id=None))
    assert found is not None
    assert (found.roles, found.cooperative_id, found.member_id) == ({Role.PMO}, 0, None)


def test_from_the_fifth_miss_on_the_phone_waits_longer_and_longer(
    here: Village, clock: FixedClock
) -> None:
    device_id = _phone(here, here.sari)
    for _ in range(4):
        assert _try(here, device_id, here.sari) is not None
    for minutes in (1, 5, 15, 60):
        assert _try(here, device_id, here.sari) is not None
        with pytest.raises(Refused, match="pin_shut") as refused:
            _try(here, device_id, here.sari)
        assert refused.value.facts == {"minutes": minutes}
        clock.advance(minutes * A_MINUTE)
    assert _try(here, device_id, here.sari) is not None
    clock.advance(timedelta(days=30))
    with pytest.raises(Refused, match="code_needed"):
        _try(here, device_id, here.sari)


def test_her_other_phone_and_her_family_do_not_wait(here: Village) -> None:
    shared = _phone(here, here.sari, here.joko)
    own = _phone(here, here.sari)
    for _ in range(5):
        _try(here, shared, here.sari)
    with pytest.raises(Refused, match="pin_shut"):
        _try(here, shared, here.sari)
    assert _try(here, shared, here.joko) is not None
    assert _try(here, own, here.sari) is not None


def test_the_right_pin_forgives_the_misses(here: Village) -> None:
    device_id = _phone(here, here.sari)
    for _ in range(3):
        tried = [_try(here, device_id, here.sari) for _ in range(4)][-1]
        assert tried is not None
        with here.books.transaction() as session:
            open_sign_in(session, tried.enrolled)


def test_a_new_code_forgives_what_only_a_code_can(here: Village, clock: FixedClock) -> None:
    device_id = _phone(here, here.sari)
    for _ in range(9):
        _try(here, device_id, here.sari)
        clock.advance(timedelta(hours=1))
    with pytest.raises(Refused, match="code_needed"):
        _try(here, device_id, here.sari)
    _put(here, device_id, here.sari)
    assert _try(here, device_id, here.sari) is not None


def test_an_officer_is_asked_for_her_passphrase_and_unlocks_with_her_pin(here: Village) -> None:
    device_id = _phone(here, here.treasurer)
    tried = _try(here, device_id, here.treasurer)
    assert tried is not None
    assert (tried.needs_passphrase, tried.sealed) == (True, None)
    tried = _try(here, device_id, here.treasurer, is_unlocking=True)
    assert tried is not None
    assert tried.sealed == "pin"


def test_a_member_who_becomes_treasurer_no_longer_comes_in_by_pin(here: Village) -> None:
    device_id = _phone(here, here.sari)
    with here.books.transaction(here.coop_id) as session:
        grant_role(
            session,
            person_id=here.sari.person_id,
            role=Role.TREASURER,
            by=here.secretary.actor(),
        )
    tried = _try(here, device_id, here.sari)
    assert tried is not None
    assert tried.sealed is None


def test_nobody_is_tried_on_a_phone_she_is_not_enrolled_on(here: Village) -> None:
    device_id = _phone(here, here.joko)
    assert _try(here, device_id, here.sari) is None
    with here.books.transaction() as session:
        assert count_try(session, device_id=device_id, person_public_id="nobody") is None


def test_a_bucket_fills_and_empties_with_time(here: Village, clock: FixedClock) -> None:
    brake = Brake("test", 3, timedelta(minutes=10))
    for _ in range(3):
        assert not _is_full(here, brake)
        with here.books.transaction() as session:
            count_miss(session, brake, "kantor")
    assert _is_full(here, brake)
    with here.books.reading() as session:
        assert not is_full(session, brake, "pasar")
    clock.advance(timedelta(minutes=10))
    assert not _is_full(here, brake)
    with here.books.transaction() as session:
        count_miss(session, brake, "kantor")
    assert not _is_full(here, brake)


def _is_full(here: Village, brake: Brake) -> bool:
    with here.books.reading() as session:
        return is_full(session, brake, "kantor")


def _phone(here: Village, *people: Villager) -> int:
    with here.books.transaction() as session:
        device, _ = add_device(session, label="HP Android")
    for who in people:
        _put(here, device.id or 0, who)
    return device.id or 0


def _put(here: Village, device_id: int, who: Villager, **given: int | None) -> Enrolled:
    with here.books.transaction() as session:
        return put_on_phone(
            session,
            device=session.get_one(Device, device_id),
            person_id=who.person_id,
            cooperative_id=given.get("cooperative_id", here.coop_id),
            pin_seal="pin",
        )


def _try(here: Village, device_id: int, who: Villager, *, is_unlocking: bool = False) -> Try | None:
    with here.books.transaction() as session:
        return count_try(
            session,
            device_id=device_id,
            person_public_id=who.public_id,
            is_unlocking=is_unlocking,
        )


def _sign_in(here: Village, who: Villager, **given: int | None) -> str:
    enrolled = _put(here, _phone(here), who, **given)
    with here.books.transaction() as session:
        return open_sign_in(session, enrolled)


def _find(here: Village, token: str) -> SignedIn | None:
    lookup = Lookup(here.books)
    try:
        return lookup.find(digest_of(token))
    finally:
        lookup.close()
