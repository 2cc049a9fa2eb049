"""Which goods are the basic foods people come for; an empty shelf of these is an alarm.

From the nine basic goods (sembilan bahan pokok) those the villages' gerai sell (domain.md 3.3).
"""

# staple: words any of which its names hold, and words that mean something else
_WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "beras": (("beras",), ("tepung", "ketan", "bihun")),
    "minyak": (("minyakita", "minyak goreng"), ()),
    "gula": (("gula",), ("merah", "aren", "batu")),
    "telur": (("telur",), ("bebek", "asin", "puyuh")),
    "gas": (("lpg", "gas 3"), ("nonsubsidi", "korek")),
    "tepung": (("tepung terigu",), ()),
    "garam": (("garam",), ()),
}
STAPLES = tuple(_WORDS)


def staple_of(name: str) -> str:
    """Return which basic food a product is by its name, or nothing."""
    said = name.lower()
    for staple, (words, others) in _WORDS.items():
        if any(word in said for word in words) and not any(word in said for word in others):
            return staple
    return ""
