"""What an officer calls a phone in a list: its kind, and its model where the browser still says
it."""

import re

_MODEL = re.compile(r"Android [\d.]+; ([A-Za-z0-9 _-]{3,30}?)(?: Build|\)|;)")
_KINDS = (
    ("Android", "HP Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Laptop Windows"),
    ("Macintosh", "Laptop Mac"),
    ("Linux", "Laptop Linux"),
)


def phone_label(user_agent: str) -> str:
    """Return a name for the device behind a User-Agent header: 'HP Android SM-A105F'."""
    kind = next((word for mark, word in _KINDS if mark in user_agent), "Perangkat lain")
    model = _MODEL.search(user_agent)
    return f"{kind} {model[1]}" if model else kind
