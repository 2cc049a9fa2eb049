"""A sheet of paper that says what must come of every submission: the model of a schedule.

It knows nothing of the product's code, only of its rules (protocol.md 3, 4 and 7).
"""

from dataclasses import dataclass, field, replace
from datetime import date

from tests.faults.counter import Counter

SHOP = "shopkeeper"
# Answers that are no verdict: nothing is kept of them.
NO_VERDICT = frozenset({"waits_for", "form_errors", "not_found", "not_allowed"})
CANCELLED = "cancelled"
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sent:
    """A submission as it travels: whose it is, under which key, and what it says."""

    key: str
    who: str
    path: str
    form: str
    fields: Fields
    after: str | None = None
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """What the books remember of a key; `said` is None for a tombstone, which meets anything."""

    who: str
    said: tuple[str, Fields] | None
    code: str
    location: str = ""
    replaced_by: str | None = None


@dataclass
class Sheet:
    """What the books must say: verdicts and owners of drafts by key, and the shop's counter."""

    counter: Counter
    kept: dict[str, Kept] = field(default_factory=dict[str, Kept])
    drafts: dict[str, str] = field(default_factory=dict[str, str])

    def receive(self, sent: Sent, today: date) -> str:
        """Write down what comes of a submission; returns the code of its answer."""
        known = self.kept.get(sent.key)
        if known is not None:
            is_same = known.said in {None, (sent.path, sent.fields)}
            return known.code if known.who == sent.who and is_same else "key_reused"
        return self._first_time(sent, today)

    def _first_time(self, sent: Sent, today: date) -> str:
        if sent.after is not None and not self._is_hers(sent.after, sent.who):
            return "waits_for"
        others = [key for key in sent.replaces if key in self.kept]
        if not all(self._is_hers(key, sent.who) for key in others):
            return "key_reused"
        taken = next(filter(None, map(self.taken, others)), None)
        said = (sent.path, sent.fields)
        if taken is not None:
            self._forget_draft(sent.key, sent.who)
            self.kept[sent.key] = Kept(sent.who, said, "already_accepted", taken.location)
            return "already_accepted"
        code, location = self.counter.act(sent.who, sent.path, sent.fields, today)
        if code == "form_errors" and self.drafts.setdefault(sent.key, sent.who) != sent.who:
            return "key_reused"
        if code in NO_VERDICT:
            return code
        self._forget_draft(sent.key, sent.who)
        for key in sent.replaces:
            old = self.kept.get(key) or Kept(sent.who, None, CANCELLED)
            self.kept[key] = replace(old, replaced_by=sent.key)
            self._forget_draft(key, sent.who)
        self.kept[sent.key] = Kept(sent.who, said, code, location)
        return code

    def take_back(self, key: str, who: str) -> str:
        """Write down that somebody took a submission back; returns the code of the answer."""
        known = self.kept.get(key)
        if known is not None and known.who != who:
            return "key_reused"
        self._forget_draft(key, who)
        if known is None:
            self.kept[key] = Kept(who, None, CANCELLED)
            return CANCELLED
        # A late edit has come to nothing already; what it wanted to replace stands.
        said = {"accepted": "already_accepted", "already_accepted": CANCELLED}
        return said.get(known.code, known.code)

    def _forget_draft(self, key: str, who: str) -> None:
        if self.drafts.get(key) == who:
            del self.drafts[key]

    def _is_hers(self, key: str, who: str) -> bool:
        return key in self.kept and self.kept[key].who == who

    def taken(self, key: str) -> Kept | None:
        """Return what is in the books of a row that is to be replaced, if anything."""
        seen: set[str] = set()
        old = self.kept.get(key)
        while old is not None and key not in seen:
            seen.add(key)
            if old.code in {"accepted", "already_accepted"}:
                return old
            key = old.replaced_by or ""
            old = self.kept.get(key)
        return None
