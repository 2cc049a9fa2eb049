"""The one exception of the rules: a refusal with a code and the facts that explain it."""

from typing import Any


class Refused(Exception):
    """A rule says no. `code` has its Indonesian sentence in `web.words.REFUSALS`; `facts` fill it.

    Facts are whole numbers, texts or lists of those: they are stored with the verdict and sent to
    the phone.
    """

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Unreadable(Exception):
    """A form cannot be read: not a verdict. `problems` maps a field to the code of what is wrong
    with it.
    """

    def __init__(self, **problems: str) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


class Busy(Exception):
    """The books cannot be written now: try again in a moment with the same key."""
