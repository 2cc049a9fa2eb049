"""Whether a hint is sent now, later, together with others, or not at all.

Newer news of one subject takes the older one's place. In quiet hours, and when a phone was told
often enough today, hints wait for the morning and are then told as one.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cooperative.push.outbox import Outcome
from cooperative.push.tables import PushState
from cooperative.push.taken import Taken
from notifications.hints import GATHERED, Hint, hint_of

Whose = tuple[int, int]

INBOX = "/kotak-masuk"
_TEST = "push.test"
_MORNING = 7
_TOPIC_LETTERS = 32


class Message(NamedTuple):
    """One request to a push service: the hints it settles, and what it carries."""

    hints: tuple[Taken, ...]
    payload: str
    topic: str
    urgency: str
    ttl: timedelta

    @property
    def first(self) -> Taken:
        """Return the hint that lends its phone."""
        return self.hints[0]


class Chosen(NamedTuple):
    """What to send now, and what was decided about the rest, by (cooperative, id)."""

    messages: list[Message]
    outcomes: dict[tuple[int, int], Outcome]


def choose(taken: Sequence[Taken], now: datetime, unread: Mapping[Whose, int]) -> Chosen:
    """Decide about taken hints; `unread` is how much news each person has not read in each
    cooperative, for the badge of the app."""
    newest = {(*_phone(hint), hint.path): hint for hint in sorted(taken, key=_age)}
    told: dict[tuple[int, int], int] = {}
    outcomes: dict[tuple[int, int], Outcome] = {}
    going: dict[tuple[object, ...], list[Taken]] = {}
    for hint in sorted(taken, key=_age):
        is_newest = newest[(*_phone(hint), hint.path)] is hint
        so_far = told.setdefault(_phone(hint), hint.sent_today)
        outcome = _outcome(hint, now, so_far) if is_newest else Outcome(PushState.SKIPPED)
        if outcome is not None:
            outcomes[key_of(hint)] = outcome
            continue
        together = (*_phone(hint), "" if hint.is_gathered else hint.path)
        if together not in going:
            told[_phone(hint)] += 1
        going.setdefault(together, []).append(hint)
    return Chosen([_message(hints, now, unread) for hints in going.values()], outcomes)


def whose(hint: Taken) -> Whose:
    """Return the cooperative and the person a hint is about."""
    return hint.cooperative_id, hint.person_id


def key_of(hint: Taken) -> tuple[int, int]:
    """Return the number of a hint in the outbox."""
    return hint.cooperative_id, hint.id


def _outcome(hint: Taken, now: datetime, told_today: int) -> Outcome | None:
    """Return what becomes of a hint that is not sent now; None for one that is."""
    words = hint_of(hint.kind)
    if hint.phone is None or words.group in hint.wishes.muted:
        return Outcome(PushState.SKIPPED)
    if now >= hint.made_at + timedelta(days=words.days):
        return Outcome(PushState.GIVEN_UP)
    if hint.kind == _TEST:
        return None
    quiet_until = hint.wishes.quiet_until(now, hint.zone)
    if quiet_until is not None:
        return _until(quiet_until)
    if told_today >= hint.wishes.most_a_day:
        return _until(_next_morning(hint, now))
    return None


def _until(moment: datetime) -> Outcome:
    return Outcome(PushState.WAITING, due_at=moment, is_gathered=True, is_tried=False)


def _message(hints: list[Taken], now: datetime, unread: Mapping[Whose, int]) -> Message:
    last = hints[-1]
    words = [hint_of(hint.kind) for hint in hints]
    shown, path = (words[-1], last.path) if len(hints) == 1 else (GATHERED, INBOX)
    return Message(
        tuple(hints),
        payload=_payload(last, shown, path, unread.get(whose(last), 0)),
        topic=_topic(last, path),
        urgency=shown.urgency,
        ttl=max(
            hint.made_at + timedelta(days=word.days) - now
            for hint, word in zip(hints, words, strict=True)
        ),
    )


def _payload(hint: Taken, shown: Hint, path: str, unread: int) -> str:
    said = {
        "text": shown.text,
        "path": path,
        "topic": _topic(hint, path),
        "person": hint.person_public_id,
        "badge": unread,
        "test": hint.kind == _TEST,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _topic(hint: Taken, path: str) -> str:
    """Return the subject as push services know it: it says nothing, also of who it is for."""
    subject = f"{hint.cooperative_id} {hint.person_public_id} {path}"
    return urlsafe_b64encode(sha256(subject.encode()).digest()).decode()[:_TOPIC_LETTERS]


def _next_morning(hint: Taken, now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(hint.zone)) + timedelta(days=1)
    morning = local.replace(hour=_MORNING, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
    return hint.wishes.quiet_until(morning, hint.zone) or morning


def _phone(hint: Taken) -> tuple[int, int]:
    return hint.device_id, hint.person_id


def _age(hint: Taken) -> tuple[datetime, int]:
    return hint.made_at, hint.id
