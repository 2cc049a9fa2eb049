"""What must hold of a phone after each of its steps, whatever the network and the server did."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.faults.phone.handset import Fetch, Seen
from tests.faults.sheet import CANCELLED, Fields, Sent, Sheet

TO_SEND = frozenset({"queued", "sending", "cancelling", "dropped"})
NEEDS_HER = frozenset({"decide", "mend", "refused", "reused", "late"})
_CODES = {"decide": "changed", "late": "already_accepted"}
_NEVER_TAKEN = {403, 404, 410, 413}
_NOT_REFUSED = frozenset({"accepted", "changed", CANCELLED, "already_accepted"})


@dataclass
class Watch:
    """Follows the rows of a phone. `people` are names by opaque id, `minted` owners by key."""

    people: dict[str, str]
    sheet: Sheet
    minted: dict[str, str] = field(default_factory=dict[str, str])
    written: dict[str, Fields] = field(default_factory=dict[str, Fields])
    may_send: set[str] = field(default_factory=set[str])
    may_go: set[str] = field(default_factory=set[str])
    replaces: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def wrong(self, seen: Seen) -> list[str]:
        """Return what is not as it should be."""
        wrong = [f"{name}: {said}" for name, said in seen.done if isinstance(said, str)]
        for row in seen.outbox.values():
            wrong += self._wrong_in_row(row)
        for fetch in seen.fetches:
            wrong += self._wrong_on_its_way(fetch)
        for key in self.written:
            is_here = key in seen.outbox or key in seen.history or key in self.may_go
            if not is_here and not self._can_do_nothing(key):
                wrong.append(f"{key} has left the phone without a verdict")
        for key, receipt in seen.history.items():
            kept = self.sheet.kept.get(key)
            is_accepted = kept is not None and kept.code == "accepted"
            if receipt["isAccepted"] is not is_accepted:
                wrong.append(f"the receipt of {key} says {receipt['isAccepted']}, the books {kept}")
        return wrong

    def unseen(self, seen: Seen, name: str) -> list[str]:
        """Return the rows of somebody that still have no verdict she could see."""
        mine = [row for row in seen.outbox.values() if self.people[row["person"]] == name]
        hers = {row["key"]: row for row in mine}
        open_for_her = [row for row in mine if row["state"] in {"mend", "refused"}]
        mended = {key for row in open_for_her for key in row["replaces"]}
        return [
            f"{row['key']} is still {row['state']} {row['code']}"
            for row in mine
            if (row["state"] == "replaced" and row["key"] not in mended)
            or (row["state"] in TO_SEND and not _waits_for_her(row, hers, mended))
        ]

    def _can_do_nothing(self, key: str) -> bool:
        """Tell whether a late copy is met by a verdict: its own, or that of what it replaces."""
        return key in self.sheet.kept or any(map(self.sheet.taken, self.replaces[key]))

    def _wrong_in_row(self, row: dict[str, Any]) -> list[str]:
        key, owner = row["key"], self.people[row["person"]]
        self.replaces[key] = row["replaces"]
        if self.minted.get(key) != owner:
            return [f"{key} of {self.minted.get(key)} is {owner}'s on the phone"]
        if row["content"]:
            fields = _pairs(row["content"]["fields"])
            if self.written.setdefault(key, fields) != fields:
                return [f"{key} has changed what it says"]
        kept, state = self.sheet.kept.get(key), row["state"]
        code = kept.code if kept else None
        is_so = {
            "refused": code not in _NOT_REFUSED and (code or row["status"] in _NEVER_TAKEN),
            "mend": code is None,
            "reused": False,
        }.get(state, code == _CODES[state] if state in _CODES else True)
        return [] if is_so else [f"{key} is {state} on the phone and {code} in the books"]

    def _wrong_on_its_way(self, fetch: Fetch) -> list[str]:
        if fetch.path in {"/keluar", "/kunci"}:
            return []
        owner = self.people.get(fetch.headers["Lumbung-Person"])
        if fetch.key not in self.minted:
            return [f"nobody has written {fetch.key}"]
        if self.minted[fetch.key] != owner:
            return [f"{fetch.key} of {self.minted[fetch.key]} is sent as {owner}'s"]
        if owner not in self.may_send:
            return [f"{fetch.key} of {owner} is sent while {self.may_send} may send"]
        is_taken_back = fetch.path == f"/kiriman/{fetch.key}/batal"
        if not is_taken_back and _pairs(parse_qsl(fetch.body)) != self.written[fetch.key]:
            return [f"{fetch.key} says {fetch.body}, not what was written"]
        return []


def sent_of(fetch: Fetch, who: str) -> Sent:
    """Return what travels in a request."""
    named = fetch.headers.get("Lumbung-Replaces", "").split(",")
    before = [key.partition(";")[0].strip(' "') for key in named]
    return Sent(
        fetch.key,
        who,
        fetch.path,
        fetch.headers.get("Lumbung-Form", ""),
        _pairs(parse_qsl(fetch.body)),
        after=fetch.headers.get("Lumbung-After", "").strip('"') or None,
        replaces=tuple(key for key in before if key),
    )


def _waits_for_her(row: dict[str, Any], hers: dict[str, dict[str, Any]], mended: set[str]) -> bool:
    """A row about the same thing waits as long as the one before, or its edit, wants something of
    her."""
    before = hers.get(row["after"] or "")
    if before is None:
        return False
    is_open = before["state"] == "mend" or before["key"] in mended
    return is_open or _waits_for_her(before, hers, mended)


def _pairs(fields: Any) -> Fields:
    return tuple((name, value) for name, value in fields)
