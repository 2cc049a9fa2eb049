"""Nothing an accessibility checker finds, on any main page, as anybody, in light and dark."""

from typing import Any

import pytest

from tests.browser.phone import MakePhone
from tests.browser.places import PLACES, visit_all

RUN = """axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map(
  (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(", ")}`
))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", PLACES)
def test_no_page_shuts_anybody_out(
    make_phone: MakePhone, axe_source: str, slug: str, scheme: str
) -> None:
    phone = make_phone(color_scheme=scheme)
    found: dict[str, Any] = {}
    for path in visit_all(phone, slug):
        page = phone.open(path)
        page.evaluate(axe_source)
        if violations := page.evaluate(RUN):
            found[path] = violations
    assert not found
