"""PINs and passphrases: how they are kept, and which ones are too easy to guess (reliability.md
2.1).

A PIN has six digits, so its hash alone protects nothing: whoever steals the books would try a
million. The pepper, kept outside the books and their backups, is mixed in first. At most two hashes
are made at a time, so that a small box goes on answering everybody else.
"""

import hmac
import re
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from itertools import pairwise
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cooperative.refusals import Busy, Refused

PIN_DIGITS = 6
FEWEST_DIGITS, FEWEST_LETTERS = 3, 4  # different ones
SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 8, 128
# The people of the demonstration are no secret, and neither is how they get in.
DEMO_PIN = "246813"
DEMO_PASSPHRASE = "lumbung padi kami"  # noqa: S105 - printed on the first page of the demonstration

MAX_AT_ONCE, MAX_WAITING = 2, 20
# An answer about nobody takes as long as one about somebody: this hash fits no PIN.
_NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$QA3Vtmt4cnqdj1c50JbqhA"
    "$1brXlOJT2oY+V6PZ3eql8MVeN6YjIYzPchSG5oCKar8"
)
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

_COMMON_PASSPHRASES = (
    "password",
    "katasandi",
    "rahasia",
    "koperasi",
    "indonesia",
    "bismillah",
    "sayang",
)
# The columns and crosses of a number pad, as fingers walk them.
_PAD = (
    "147258",
    "258369",
    "147369",
    "159357",
    "159753",
    "357159",
    "753951",
    "789456",
    "741852",
    "852963",
)
_MONTHS, _BIRTH_YEARS = range(1, 13), range(1930, 2040)


class Pepper:
    """The secret of this installation, and what is made with it."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._places = threading.BoundedSemaphore(MAX_AT_ONCE)
        self._counting = threading.Lock()
        self._waiting = 0

    def seal(self, entered: str) -> str:
        """Return what the books keep of a PIN or passphrase. Raises Busy when too many wait for a
        hash."""
        with self._place():
            return _HASHER.hash(self._mixed(entered))

    def opens(self, sealed: str | None, entered: str) -> bool:
        """Tell whether `entered` is what was sealed; for nobody (None) it takes as long. Raises
        Busy."""
        with self._place():
            try:
                fits = _HASHER.verify(sealed or _NOBODY, self._mixed(entered))
            except (VerificationError, InvalidHashError):
                return False
        return fits and sealed is not None

    def digest(self, text: str) -> str:
        """Return the keyed digest of a one-time code: found by it, and of no use to a thief."""
        return hmac.new(self._secret, f"code {text}".encode(), sha256).hexdigest()

    @property
    def waiting(self) -> int:
        """How many hashes are being made or waited for."""
        return self._waiting

    def _mixed(self, entered: str) -> bytes:
        return hmac.new(self._secret, normalize("NFC", entered).encode(), sha256).digest()

    @contextmanager
    def _place(self) -> Generator[None]:
        with self._counting:
            if self._waiting >= MAX_WAITING:
                raise Busy("too many PINs at once")
            self._waiting += 1
        try:
            with self._places:
                yield
        finally:
            with self._counting:
                self._waiting -= 1


def refuse_weak_pin(pin: str, *, own_digits: Iterable[str] = ()) -> None:
    """Refuse a PIN a neighbour would try first; `own_digits` are her phone and member numbers.

    Raises Refused("pin_digits") unless it is six digits, Refused("pin_weak").
    """
    if not re.fullmatch(r"[0-9]{6}", pin):
        raise Refused("pin_digits")
    if _is_pattern(pin) or _is_date(pin) or _is_own(pin, own_digits):
        raise Refused("pin_weak")


def refuse_weak_passphrase(passphrase: str, *, own_words: Iterable[str] = ()) -> None:
    """Refuse a passphrase that is short or nothing but a name. No rule on its letters
    (reliability.md 2.1).

    Raises Refused("passphrase_short"), ("passphrase_long"), ("passphrase_weak").
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused("passphrase_short")
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Refused("passphrase_long")
    bare = re.sub(r"[\W\d_]+", "", passphrase.lower())
    own = {re.sub(r"\W+", "", word.lower()) for word in own_words}
    if len(set(passphrase)) < FEWEST_LETTERS or bare in {*_COMMON_PASSPHRASES, *own, ""}:
        raise Refused("passphrase_weak")


def _is_pattern(pin: str) -> bool:
    digits = [int(digit) for digit in pin]
    steps = {(after - before) % 10 for before, after in pairwise(digits)}
    is_run = len(steps) == 1
    is_repeat = any(pin == pin[:size] * (PIN_DIGITS // size) for size in (1, 2, 3))
    is_pairs = pin[0::2] == pin[1::2]  # 112233
    is_mirror = pin == pin[::-1]
    is_two_blocks = len(set(pin[:3])) == len(set(pin[3:])) == 1
    halves = (pin[:3], pin[3:])
    is_two_runs = all(half in "01234567890" or half in "09876543210" for half in halves)
    flags = (is_run, is_repeat, is_pairs, is_mirror, is_two_blocks, is_two_runs)
    return any(flags) or len(set(pin)) < FEWEST_DIGITS or pin in _PAD or pin[::-1] in _PAD


def _is_date(pin: str) -> bool:
    """Birthdays: ddmmyy, mmddyy, yymmdd, and a month with a year of four digits."""
    first, second, third = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    days = ((second, first), (first, second), (second, third))
    if any(_is_day(month, day) for month, day in days):
        return True
    months = ((first, int(pin[2:])), (third, int(pin[:4])))
    return any(month in _MONTHS and year in _BIRTH_YEARS for month, year in months)


def _is_day(month: int, day: int) -> bool:
    try:
        date(2000, month, day)  # a leap year: 29 February is somebody's birthday
    except ValueError:
        return False
    return True


def _is_own(pin: str, own_digits: Iterable[str]) -> bool:
    for own in own_digits:
        digits = re.sub(r"\D", "", own)
        if not digits:
            continue
        if pin in digits or pin in {digits.zfill(PIN_DIGITS), digits.ljust(PIN_DIGITS, "0")}:
            return True
        if len(digits) < PIN_DIGITS and pin == (digits * PIN_DIGITS)[:PIN_DIGITS]:
            return True
    return False
