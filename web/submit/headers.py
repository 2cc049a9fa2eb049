"""What the outbox writes on the envelope of a form (protocol.md 2)."""

import re
from datetime import UTC, datetime

from cooperative.submissions.verdicts import Envelope, Verdict
from web.answers import AnyRequest, key_of, read_key, remember_key, wants_json
from web.forms import KEY_FIELD, Form
from web.identity import Who
from web.submit.versions import NotThisForm, NotThisVersion, upcast

_SEQ = re.compile(r"\d{1,15}", re.ASCII)
_MOST_REPLACED = 20


class Stopped(Exception):
    """The form goes no further; `verdict` says why. Nothing was looked up and nothing is kept."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.verdict = Verdict(status, code, final=False)


def open_envelope(request: AnyRequest, form: Form, who: Who | None, kind: str) -> Envelope:
    """Read the envelope; whose it is comes before anything else. Raises Stopped."""
    key = _own_key(request, form)
    if who is None:
        raise Stopped(401, "not_signed_in")
    if request.headers.get("lumbung-person", who.public_id) != who.public_id:
        raise Stopped(403, "other_person")
    if key is None:
        raise Stopped(400, "key_malformed" if _has_key(request, form) else "key_missing")
    digest, fields = form.digest, form.fields
    try:
        upcast(form, request.headers.get("lumbung-form", kind), kind)
    except NotThisForm:
        raise Stopped(400, "bad_request") from None
    except NotThisVersion:
        raise Stopped(409, "upgrade_needed") from None
    return Envelope(
        key=key,
        kind=kind,
        path=form.path,
        digest=digest,
        device_seq=device_seq(request, who),
        queued_at=_instant(request, "lumbung-queued-at"),
        sent_at=_instant(request, "lumbung-sent-at"),
        after=next(iter(_keys(request, "lumbung-after")), None),
        replaces=tuple(other for other in _keys(request, "lumbung-replaces") if other != key),
        replaced_seqs=_replaced_seqs(request, who),
        fields=fields if wants_json(request) else None,
    )


def _own_key(request: AnyRequest, form: Form) -> str | None:
    key = key_of(request) or read_key(form.get(KEY_FIELD))
    if key is not None:
        remember_key(request, key)
    return key


def _has_key(request: AnyRequest, form: Form) -> bool:
    return bool(request.headers.get("idempotency-key") or form.get(KEY_FIELD))


def _keys(request: AnyRequest, header: str) -> list[str]:
    sent = request.headers.get(header, "")
    keys = [read_key(text.partition(";")[0]) for text in sent.split(",")] if sent else []
    if None in keys or len(keys) > _MOST_REPLACED:
        raise Stopped(400, "key_malformed")
    # A key named twice is one key.
    return list(dict.fromkeys(key for key in keys if key is not None))


def device_seq(request: AnyRequest, who: Who) -> int | None:
    """Return the number this phone gave the row; another phone's numbers say nothing here."""
    sent = request.headers.get("lumbung-seq", "")
    return int(sent) if _SEQ.fullmatch(sent) and _is_of_this_phone(request, who) else None


def _replaced_seqs(request: AnyRequest, who: Who) -> dict[str, int]:
    """Return the numbers this phone had given the rows that are replaced, as far as it says them:
    `Lumbung-Replaces: KEY;seq=5, KEY`."""
    if not _is_of_this_phone(request, who):
        return {}
    named = [
        text.partition(";seq=") for text in request.headers.get("lumbung-replaces", "").split(",")
    ]
    return {read_key(key) or "": int(seq) for key, _, seq in named if _SEQ.fullmatch(seq.strip())}


def _is_of_this_phone(request: AnyRequest, who: Who) -> bool:
    return request.headers.get("lumbung-device", who.device_public_id) == who.device_public_id


def _instant(request: AnyRequest, header: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(request.headers.get(header, ""))
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
