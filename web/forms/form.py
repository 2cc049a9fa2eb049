"""A form as it was sent: ordered parts, a digest of the content, typed reading of its fields."""

import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar

from cooperative.refusals import Unreadable
from web.forms.bodies import UNREADABLE, Part, Upload

KEY_FIELD = "idempotency_key"
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# As people write money: 65500, 65.500, Rp 65.500.
_WHOLE = re.compile(r"(?:Rp)?\s*(-?)(\d{1,15}|\d{1,3}(?:\.\d{3}){1,4})", re.IGNORECASE | re.ASCII)
_EARLIEST = date(1900, 1, 1)

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass
class Form:
    """The parts of one form. Reading a field that is not right raises Unreadable(field="code").

    Codes are those of `web.words.PROBLEMS`. Inside `all_problems()` readers go on with a stand-in,
    and everything that is wrong is told at the end of the block.
    """

    method: str
    path: str
    parts: tuple[Part, ...] = ()
    _found: dict[str, str] | None = field(default=None, repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of method, path and parts without the key, files by their own; protocol.md 3."""
        content = [
            [
                part.name,
                part.value if isinstance(part.value, str) else {"sha256": part.value.digest},
            ]
            for part in self.parts
            if part.name != KEY_FIELD
        ]
        return sha256(json.dumps([self.method, self.path, content]).encode()).hexdigest()

    @property
    def fields(self) -> list[list[str]]:
        """Names and values in their order, without key and files: what a draft keeps."""
        return [
            [part.name, part.value]
            for part in self.parts
            if isinstance(part.value, str) and part.name != KEY_FIELD
        ]

    @contextmanager
    def all_problems(self) -> Generator["Form"]:
        """Read several fields; everything that is wrong is raised as one Unreadable at the end."""
        found: dict[str, str] = {}
        self._found = found
        try:
            yield self
        finally:
            self._found = None
        if found:
            raise Unreadable(**found)

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a field as it was sent: for showing it again."""
        values = self.texts(name)
        return values[-1] if values else default

    def texts(self, name: str) -> list[str]:
        """Return all values of a field as they were sent."""
        return [
            part.value for part in self.parts if part.name == name and isinstance(part.value, str)
        ]

    def text(self, name: str, longest: int = 200, *, least: int = 1) -> str:
        """Read a text of `least` to `longest` letters; with `least=0` it may be left out."""
        value = self.get(name).strip()
        if UNREADABLE in value:
            return self._wrong(name, "bad_characters", "")
        if len(value) < least:
            return self._wrong(name, "required" if not value else "too_small", "")
        if len(value) > longest:
            return self._wrong(name, "too_long", "")
        return value

    def whole(self, name: str, low: int, high: int) -> int:
        """Read a whole number from `low` to `high`; dots between thousands and `Rp` are fine."""
        return self._whole(name, self.get(name), low, high)

    def whole_or_none(self, name: str, low: int, high: int) -> int | None:
        """Read a whole number that may be left out."""
        return self.whole(name, low, high) if self.get(name).strip() else None

    def choice(self, name: str, kinds: type[Choice], default: Choice | None = None) -> Choice:
        """Read one of the words of `kinds`; left out, it is the default if there is one."""
        value = self.get(name).strip()
        if not value and default is not None:
            return default
        try:
            return kinds(value)
        except ValueError:
            return self._wrong(name, "bad_choice" if value else "required", next(iter(kinds)))

    def ticked(self, name: str) -> bool:
        """Tell whether a box was ticked."""
        return bool(self.get(name).strip())

    def day(self, name: str) -> date:
        """Read a day as the phone's calendar writes it: 2026-06-20."""
        value = self.get(name).strip()
        try:
            on = date.fromisoformat(value)
        except ValueError:
            return self._wrong(name, "bad_date" if value else "required", _EARLIEST)
        return on if on >= _EARLIEST else self._wrong(name, "bad_date", _EARLIEST)

    def uuid(self, name: str) -> str:
        """Read an opaque id."""
        value = self.get(name).strip().lower()
        if KEY.fullmatch(value):
            return value
        return self._wrong(name, "not_an_id" if value else "required", "")

    def file(self, name: str) -> Upload | None:
        """Return a file that was sent along, if one was."""
        found = (part.value for part in self.parts if part.name == name)
        return next((value for value in found if isinstance(value, Upload)), None)

    def groups(self, *names: str, most: int = 50) -> list[dict[str, str]]:
        """Read fields that repeat together, such as barang, jumlah, harga: one mapping a group.

        A group begins with the first name. Names may come group by group, or each in its own run.
        A name that is left out is missing from the mapping, save the first two.
        """
        columns = {name: self.texts(name) for name in names}
        lengths = {len(values) for values in columns.values() if values}
        if len(lengths) <= 1:
            count = max(lengths, default=0)
            sent = {name: values for name, values in columns.items() if values}
            found = [{name: sent[name][at] for name in sent} for at in range(count)]
        else:
            found = self._runs(names)
        if len(found) > most:
            return self._wrong(names[0], "too_many", [])
        if any(name not in group for group in found for name in names[:2]):
            return self._wrong(names[0], "groups_uneven", [])
        return found

    def whole_of(self, group: dict[str, str], name: str, low: int, high: int) -> int:
        """Read a whole number of one of the `groups`."""
        return self._whole(name, group.get(name, ""), low, high)

    def _runs(self, names: tuple[str, ...]) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for part in self.parts:
            if part.name not in names or not isinstance(part.value, str):
                continue
            if part.name == names[0]:
                found.append({})
            if not found or part.name in found[-1]:
                return self._wrong(names[0], "groups_uneven", [])
            found[-1][part.name] = part.value
        return found

    def _whole(self, name: str, value: str, low: int, high: int) -> int:
        match = _WHOLE.fullmatch(value.strip())
        if match is None:
            return self._wrong(name, "not_a_number" if value.strip() else "required", low)
        number = int(match[1] + match[2].replace(".", ""))
        if number < low:
            return self._wrong(name, "too_small", low)
        return number if number <= high else self._wrong(name, "too_big", low)

    def _wrong(self, name: str, code: str, stand_in: Any) -> Any:
        if self._found is None:
            raise Unreadable(**{name: code})
        self._found.setdefault(name, code)
        return stand_in
