"""One hint on its way: encrypted, signed, handed to a push service, and what that answered.

pywebpush by itself waits for ever (reliability.md 3.5); here it speaks through a session of
`notifications.curt`. Both are imported at the first hint: a small box has little memory.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from notifications.endpoints import is_push_service
from notifications.keys import PushKeys

if TYPE_CHECKING:
    from py_vapid import Vapid

    from cooperative.push.tables import PushSubscription
    from notifications.choosing import Message

_LONGEST_WAIT = timedelta(days=1)
NO_ANSWER, UNUSABLE, UNTRIED = 0, -1, -2


class Answer(NamedTuple):
    """What a push service said: a status, NO_ANSWER without one, UNUSABLE if nothing could be sent
    at all, UNTRIED if nothing was; `again_after` where it asked for patience."""

    status: int
    again_after: timedelta | None = None


class Post(NamedTuple):
    """Sends hints as `subject` (who is to be told of trouble: mailto: or https:)."""

    keys: PushKeys
    subject: str
    timeout_seconds: float = 10.0
    also: frozenset[str] = frozenset()

    def send(self, phone: "PushSubscription", message: "Message") -> Answer:
        """Send one message; never raises, because one phone must not hold up the others."""
        if not is_push_service(phone.endpoint, also=self.also):
            return Answer(UNUSABLE)
        import requests
        from pywebpush import WebPushException, webpush

        from notifications.curt import curt_session

        try:
            with curt_session(self.timeout_seconds) as session:
                webpush(
                    {
                        "endpoint": phone.endpoint,
                        "keys": {"p256dh": phone.p256dh, "auth": phone.auth},
                    },
                    data=message.payload,
                    vapid_private_key=_signer(self.keys),
                    # A fresh one for every call: the library writes into it.
                    vapid_claims={"sub": self.subject},
                    timeout=self.timeout_seconds,
                    ttl=max(int(message.ttl.total_seconds()), 1),
                    headers={
                        "Content-Type": "application/octet-stream",
                        "Topic": message.topic,
                        "Urgency": message.urgency,
                    },
                    requests_session=session,
                )
        except WebPushException as error:
            return Answer(error.status_code or UNUSABLE, _patience(error.retry_after))
        except (requests.RequestException, OSError):
            return Answer(NO_ANSWER)
        except Exception:  # noqa: BLE001 - broken keys raise what they like
            return Answer(UNUSABLE)
        return Answer(201)


@cache
def _signer(keys: PushKeys) -> "Vapid":
    from py_vapid import Vapid

    return Vapid.from_raw(keys.private.encode())


def _patience(text: str | None) -> timedelta | None:
    """Read Retry-After: seconds, or a date."""
    if not text:
        return None
    if text.isascii() and text.isdecimal():
        return min(timedelta(seconds=min(int(text), 10**6)), _LONGEST_WAIT)
    try:
        asked = parsedate_to_datetime(text)
    except ValueError:
        return None
    asked = asked if asked.tzinfo else asked.replace(tzinfo=UTC)
    return min(max(asked - datetime.now(UTC), timedelta()), _LONGEST_WAIT)
