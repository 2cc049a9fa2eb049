"""What a submission carries, and what is answered to it (protocol.md 2-3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from cooperative.audit import canonical
from cooperative.submissions.tables import Submission, VerdictKind

# No answers of a rule about the content: they may differ tomorrow, so they are never remembered.
NO_VERDICT = {"not_found": 404, "not_allowed": 403, "clock_wrong": 503}
_STATUS = {VerdictKind.ACCEPTED: 200}


@dataclass(frozen=True)
class Envelope:
    """What travels round a form: its key and its digest, and what the phone says about its row.

    `queued_at` and `sent_at` are the phone's clock: data, never authority. `replaces` are the rows
    this one is an edit of, or the decision on: all of them, because an edit of an edit may have
    been lost on its way; `replaced_seqs` are the numbers the phone had given them. `fields` are
    kept as a draft when the form is unreadable; None keeps none.
    """

    key: str
    kind: str
    path: str
    digest: str
    device_seq: int | None = None
    queued_at: datetime | None = None
    sent_at: datetime | None = None
    after: str | None = None
    replaces: tuple[str, ...] = ()
    replaced_seqs: Mapping[str, int] = field(default_factory=dict[str, int])
    fields: list[list[str]] | None = None


@dataclass(frozen=True)
class Outcome:
    """What an act made: its subject ("order/12"), the page it is on, and facts for the receipt."""

    subject: str
    location: str
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Verdict:
    """The answer to a submission. `final` promises that this key never changes its answer."""

    status: int
    code: str
    final: bool
    replay: bool = False
    location: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    problems: Mapping[str, str] = field(default_factory=dict[str, str])
    received_at: datetime | None = None

    @property
    def accepted(self) -> bool:
        """Tell whether the submission is in the books."""
        return self.code == "accepted"


KEY_REUSED = Verdict(422, "key_reused", final=True)
WAITS_FOR = Verdict(409, "waits_for", final=False)


def remembered(row: Submission) -> Verdict:
    """Return the verdict that was given to this submission, as a replay."""
    return Verdict(
        status=_STATUS.get(row.verdict, 409),
        code=row.code,
        final=True,
        replay=True,
        location=row.location,
        facts=row.facts,
        received_at=row.received_at,
    )


def first(row: Submission) -> Verdict:
    """Return the verdict just given: the same as its replay, but for the greeting."""
    status = 201 if row.verdict is VerdictKind.ACCEPTED else 409
    return replace(remembered(row), status=status, replay=False)


def storable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return `facts` as they come back from the books, so that a replay says exactly the same."""
    return json.loads(canonical(facts))
