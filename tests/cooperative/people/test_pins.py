"""Which PINs a neighbour would try first, and what the books keep of the others."""

import threading
from collections.abc import Callable

import pytest

from cooperative.people.pins import (
    DEMO_PASSPHRASE,
    DEMO_PIN,
    MAX_WAITING,
    Pepper,
    refuse_weak_passphrase,
    refuse_weak_pin,
)
from cooperative.refusals import Busy, Refused

OWN = ("0812-3456-7890", "0042")
PEPPER = Pepper(b"garam dapur")


@pytest.mark.parametrize(
    "pin",
    [
        *("123456", "234567", "987654", "246802", "135791", "890123"),  # runs
        *("000000", "777777", "121212", "123123", "112233", "111222", "123321"),  # repeats
        *("010203", "111000", "123789", "122112"),
        *("147258", "852741", "159753"),  # walks over the number pad
        *("170845", "311299", "123190", "990704", "290200"),  # birthdays
        *("081990", "199008"),  # a month and a year
        *("345678", "567890", "234567"),  # of her phone number
        *("000042", "004200"),  # of her member number
    ],
)
def test_a_pin_that_is_easy_to_guess_is_refused(pin: str) -> None:
    with pytest.raises(Refused, match="pin_weak"):
        refuse_weak_pin(pin, own_digits=OWN)


@pytest.mark.parametrize(
    "pin", ["", "12345", "1234567", "12345a", "\uff11" * 6, "12 456", "-12345"]
)
def test_a_pin_is_six_digits(pin: str) -> None:
    with pytest.raises(Refused, match="pin_digits"):
        refuse_weak_pin(pin)


@pytest.mark.parametrize("pin", [DEMO_PIN, "739154", "608427", "995173"])
def test_other_pins_are_fine(pin: str) -> None:
    refuse_weak_pin(pin, own_digits=OWN)


def test_most_pins_stay_free_to_choose() -> None:
    free = sum(_is_free(f"{pin:06}") for pin in range(0, 1_000_000, 97))
    assert free > 0.85 * (1_000_000 // 97)


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("pendek", "passphrase_short"),
        ("x" * 129, "passphrase_long"),
        ("aaaaaaaa", "passphrase_weak"),
        ("12345678", "passphrase_weak"),
        ("Password1", "passphrase_weak"),
        ("koperasi 2026", "passphrase_weak"),
        ("Bu Hartati 1970", "passphrase_weak"),
    ],
)
def test_a_passphrase_that_is_easy_to_guess_is_refused(passphrase: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        refuse_weak_passphrase(passphrase, own_words=("Bu Hartati",))


@pytest.mark.parametrize("passphrase", [DEMO_PASSPHRASE, "hujan di kebun nanas", "kopi-susu-88"])
def test_several_words_are_a_fine_passphrase(passphrase: str) -> None:
    refuse_weak_passphrase(passphrase, own_words=("Bu Hartati",))


def test_the_books_keep_a_hash_with_the_cost_that_was_decided() -> None:
    sealed = PEPPER.seal(DEMO_PIN)
    assert sealed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert sealed != PEPPER.seal(DEMO_PIN)
    assert PEPPER.opens(sealed, DEMO_PIN)
    assert not PEPPER.opens(sealed, "739154")


def test_without_the_pepper_a_stolen_hash_opens_for_nobody() -> None:
    assert not Pepper(b"gula").opens(PEPPER.seal(DEMO_PIN), DEMO_PIN)


def test_nobody_and_nonsense_are_never_opened() -> None:
    assert not PEPPER.opens(None, "x")
    assert not PEPPER.opens("-", DEMO_PIN)


def test_the_same_word_from_another_keyboard_still_opens() -> None:
    assert PEPPER.opens(PEPPER.seal("kafe\u0301 desa kami"), "kaf\u00e9 desa kami")


def test_no_more_wait_for_a_hash_than_a_small_box_can_bear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pepper, go_on = Pepper(b"merica"), threading.Event()
    entered = threading.Semaphore(0)

    def slow(*_: object) -> bool:
        entered.release()
        go_on.wait(20)
        return False

    monkeypatch.setattr("cooperative.people.pins._HASHER", _Hasher(slow))
    threads = [_start(lambda: pepper.opens("x", "739154")) for _ in range(MAX_WAITING)]
    for _ in range(2):
        assert entered.acquire(timeout=20)
    _wait_until_all_wait(pepper)
    with pytest.raises(Busy):
        pepper.opens("x", "739154")
    assert not entered.acquire(blocking=False)  # two at once, never three
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert not pepper.opens("x", "739154")


class _Hasher:
    def __init__(self, verify: Callable[..., bool]) -> None:
        self.verify = verify


def _start(act: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def _wait_until_all_wait(pepper: Pepper) -> None:
    while pepper.waiting < MAX_WAITING:
        threading.Event().wait(0.001)


def _is_free(pin: str) -> bool:
    try:
        refuse_weak_pin(pin)
    except Refused:
        return False
    return True
