"""What a kilogram or a litre of a pack costs, so that a large pack can be told from a dear one."""

import re

from web.formats import rupiah

# Measures of packs: what they are compared by, and how many thousandths of it one is.
_MEASURES = {
    "kg": ("kg", 1000),
    "g": ("kg", 1),
    "gram": ("kg", 1),
    "gr": ("kg", 1),
    "l": ("liter", 1000),
    "liter": ("liter", 1000),
    "ml": ("liter", 1),
}
# The kilogram price of a sachet frightens and helps nobody.
_SMALLEST, _ONE = 500, 1000
_SIZE = re.compile(rf"(\d{{1,6}})(?:,(\d{{1,3}}))? ?({'|'.join(_MEASURES)})")


def unit_price(price_rupiah: int, size_text: str) -> str:
    """Return `Rp13.100 per kg` for a pack of `5 kg`; nothing where it would say no more."""
    size = _SIZE.fullmatch(size_text.strip().lower())
    if size is None:
        return ""
    whole, thousandths, measure = size.groups(default="0")
    unit, times = _MEASURES[measure]
    amount = (int(whole) * 1000 + int(f"{thousandths:0<3}")) * times // 1000
    if amount < _SMALLEST or amount == _ONE:
        return ""
    return f"{rupiah((price_rupiah * 2000 + amount) // (2 * amount))} per {unit}"
