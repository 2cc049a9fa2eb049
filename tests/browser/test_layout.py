"""Small phones: nothing sticks out of the page, and a thumb hits what it aims at."""

import pytest

from tests.browser.phone import MakePhone
from tests.browser.places import PLACES, visit_all

WIDTHS = (320, 360)
LEAST_PIXELS = 44
# Links inside a sentence are as high as the sentence; what is only read aloud has no size.
SMALL_TARGETS = """(least) => {
  const small = [];
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, label.choice";
  for (const target of document.querySelectorAll(all)) {
    if (!target.checkVisibility({visibilityProperty: true})) continue;
    if (target.closest(".sr, .skip, label.choice:not(:scope)")) continue;
    if (target.matches("p a, dd a, li p a")) continue;
    const box = (target.closest("label.choice") ?? target).getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    if (box.width < least - 0.5 || box.height < least - 0.5) {
      const what = target.getAttribute("aria-label") ?? target.textContent ?? "";
      const size = `${Math.round(box.width)}x${Math.round(box.height)}`;
      small.push(`${target.localName} "${what.trim().slice(0, 30)}" ${size}`);
    }
  }
  return small;
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("slug", PLACES)
def test_pages_fit_small_phones_and_thumbs(make_phone: MakePhone, slug: str) -> None:
    phone = make_phone()
    found: list[str] = []
    for path in visit_all(phone, slug):
        page = phone.open(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 640})
            wide = page.evaluate(TOO_WIDE)
            if wide > 0:
                found.append(f"{path} at {width}: {wide} pixels too wide")
        found += [f"{path}: {small}" for small in page.evaluate(SMALL_TARGETS, LEAST_PIXELS)]
    assert not found


def test_pages_fit_a_laptop(make_phone: MakePhone) -> None:
    phone = make_phone(viewport={"width": 1280, "height": 800}, is_mobile=False)
    paths = visit_all(phone, "anggota")
    assert not [path for path in paths if phone.open(path).evaluate(TOO_WIDE) > 0]
