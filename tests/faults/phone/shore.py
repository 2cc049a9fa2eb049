"""The server's side of a schedule with a phone: its lives, who is signed in, and the sheet."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from random import Random

from cooperative.clock import day_in
from tests.faults.asking import Answer, Request
from tests.faults.crash_schedule import ZONE, Played, Violation, written
from tests.faults.intents import MEMBERS, Wish, Wishes
from tests.faults.lives import Crash, Died, Life
from tests.faults.phone.handset import Fetch
from tests.faults.phone.watch import sent_of
from tests.faults.reading import is_known, seeded
from tests.faults.sheet import SHOP, Sheet
from tests.faults.stage import BEGAN, SESSION_LIFE, Stage, posted
from web.door.cookies import SESSION


class Shore:
    """One server after the other over the same books."""

    def __init__(self, stage: Stage, sheet: Sheet, chance: Random, played: Played) -> None:
        self._stage = stage
        self._sheet = sheet
        self._chance = chance
        self._played = played
        self._life: Life | None = None
        self._unknown: tuple[Wish, date] | None = None
        self._signed_in: dict[str, tuple[str, datetime]] = {}
        self._is_over: dict[str, bool] = {}  # False: perhaps

    def begin_life(self, crash: Callable[[], Crash | None]) -> None:
        """Start the server again if it is down."""
        if self._life is None:
            self._life = Life(self._stage, crash())
            self._life.act(partial(seeded, seed=self._chance.getrandbits(32)))
            self._settle(self._life.act)

    def end(self) -> None:
        """Stop the server."""
        if self._life is not None:
            self._life.end()
            self._life = None
        self._settle(lambda look: look(self._stage))

    def sign_in(self, name: str) -> str:
        """Return the token of a fresh session. Raises Died."""
        if self._life is None:
            raise Died
        token = self._life.act(partial(Stage.sign_in, name=name))
        self._signed_in[token] = (name, self._stage.clock.moment)
        return token

    def receive(self, fetch: Fetch, token: str | None) -> Answer | None:
        """Answer a request of the phone; None where nobody answers any more."""
        request = _carried(fetch, token)
        if fetch.path == "/keluar":
            return self._leave(request, token)
        people = {self._stage.who(name).public_id: name for name in MEMBERS}
        sent = sent_of(fetch, people[fetch.headers["Lumbung-Person"]])
        wish = Wish(sent, is_taken_back=fetch.path == f"/kiriman/{sent.key}/batal")
        answer = self._ask(request, wish)
        if answer is not None:
            self._check(wish, answer, self._expected(wish, token, answer))
        return answer

    def shop(self, wishes: Wishes) -> None:
        """Let goods come in or a price change, at the counter."""
        if self._stage.clock.moment - BEGAN >= SESSION_LIFE:
            return
        wish = wishes.of_the_shop(self._today())
        sent, token = wish.sent, self._stage.tokens[SHOP]
        key = {"Idempotency_Key": f'"{sent.key}"'}
        answer = self._ask(posted(self._stage, SHOP, token, sent.path, sent.fields, **key), wish)
        if answer is not None:
            self._check(wish, answer, written(self._sheet, wish, self._today()))

    def _leave(self, request: Request, token: str | None) -> Answer | None:
        was_up = self._life is not None
        answer = self._ask(request)
        if token and was_up:
            self._is_over[token] = answer is not None or self._is_over.get(token, False)
        return answer

    def _ask(self, request: Request, wish: Wish | None = None) -> Answer | None:
        if self._life is None:
            return None
        try:
            answer = self._life.ask(request)
        except Died:
            self._played.deaths += 1
            self._played.note("died")
            self._life.end()
            self._life = None
            self._unknown = (wish, self._today()) if wish else None
            if wrong := self._stage.broken():
                raise Violation("; ".join(wrong)) from None
            return None
        self._played.requests += 1
        return answer

    def _expected(self, wish: Wish, token: str | None, answer: Answer) -> str:
        name, since = self._signed_in.get(token or "", ("", BEGAN - SESSION_LIFE))
        is_out = answer.content.get("code") == "not_signed_in"
        if self._is_over.get(token or "") is False:  # nobody heard whether she has left
            self._is_over[token or ""] = is_out
        if self._stage.clock.moment - since >= SESSION_LIFE or self._is_over.get(token or ""):
            return "not_signed_in"
        if name != wish.sent.who:
            return "other_person"
        return written(self._sheet, wish, self._today())

    def _check(self, wish: Wish, answer: Answer, expected: str) -> None:
        content = answer.content
        code, key = content.get("code"), content.get("key")
        self._played.note(wish.sent.key, wish.is_taken_back, answer.status, code)
        if key != wish.sent.key or code != expected:
            raise Violation(f"{wish} was answered {answer.status} {content}, not {expected}")

    def _settle(self, look: Callable[[Callable[[Stage], bool]], bool]) -> None:
        """Look up what became of the request the server died of, and write it on the sheet."""
        unknown, self._unknown = self._unknown, None
        if unknown is None:
            return
        wish, on = unknown
        if wish.sent.key not in self._sheet.kept and look(partial(is_known, key=wish.sent.key)):
            written(self._sheet, wish, on)

    def _today(self) -> date:
        return day_in(ZONE, self._stage.clock.moment)


def _carried(fetch: Fetch, token: str | None) -> Request:
    """Return the request as a browser sends it."""
    form = "application/x-www-form-urlencoded;charset=UTF-8"
    browser = {"Sec-Fetch-Site": "same-origin", "Content-Type": form}
    cookie = {"Cookie": f"{SESSION}={token}"} if token else {}
    return Request("POST", fetch.path, fetch.body.encode(), {**fetch.headers, **browser, **cookie})
