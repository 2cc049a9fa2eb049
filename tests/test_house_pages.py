"""The pages lint themselves: no inline code, forms that work bare, parts that are all shown."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.source import ROOT, TEMPLATES, name_of, places, templates

VENDOR = {
    # htmx.org 4.0.1
    "htmx.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    # qrcode-generator 2.0.4
    "qrcode.js": "79ec86f82856005b1c887905cfccfcfbec3821ca61c7fd5a952faa5f778f791c",
}


def test_scripts_of_others_are_the_copies_that_were_read() -> None:
    found = (ROOT / "web" / "static" / "vendor").iterdir()
    assert {file.name: sha256(file.read_bytes()).hexdigest() for file in found} == VENDOR


def test_nothing_is_printed_unescaped() -> None:
    assert not _in_templates(r"\|\s*safe\b|autoescape\s+false")


def test_templates_carry_no_code_and_no_style_of_their_own() -> None:
    wrong = [
        f"{name_of(file)}: <{tag}{attributes}>"
        for file in templates()
        for tag, attributes in _tags(file)
        if re.search(r"\s(style|on[a-z]+)=|javascript:", attributes)
        or (tag == "script" and " src=" not in attributes)
    ]
    assert not wrong


def test_the_only_inline_style_is_the_one_the_policy_allows_by_its_hash() -> None:
    found = _in_templates(r"<style")
    assert [hit.split(":")[0] for hit in found] == ["web/templates/base.html"]
    assert "<style>{{ css }}</style>" in found[0]


def test_htmx_is_asked_for_nothing_that_needs_eval() -> None:
    assert not _in_templates(r"hx-on|hx-vars|\bjs:|hx-trigger=\"[^\"]*\[|hx-boost")


def test_what_htmx_sends_is_a_form_that_works_without_it() -> None:
    wrong = [
        f"{name_of(file)}: <{tag}{attributes}>"
        for file in templates()
        for tag, attributes in _tags(file)
        if re.search(r"\bhx-(post|put|patch|delete)\b", attributes)
        and not (
            tag == "form"
            and re.search(r"\bmethod=\"post\"", attributes)
            and re.search(r"\baction=", attributes)
            and "hx-post" in attributes
            and "data-offline" not in attributes  # two senders would send twice
        )
    ]
    assert not wrong


def test_a_form_that_may_wait_works_without_javascript() -> None:
    wrong = [
        f"{name_of(file)}: <{tag}{attributes}>"
        for file in templates()
        for tag, attributes in _tags(file)
        if "data-offline" in attributes
        and not (tag == "form" and "method=" in attributes and "action=" in attributes)
    ]
    assert not wrong


def test_every_picture_has_its_size_and_its_words() -> None:
    wrong = [
        f"{name_of(file)}: <{tag}{attributes}>"
        for file in templates()
        for tag, attributes in _tags(file)
        if tag == "img"
        and not all(f" {needed}=" in attributes for needed in ("alt", "width", "height"))
    ]
    assert not wrong


def test_every_component_is_shown_on_the_pattern_page() -> None:
    shown = "".join(
        file.read_text(encoding="utf-8")
        for file in (TEMPLATES / "patterns.html", *(TEMPLATES / "patterns").rglob("*.html"))
    )
    components = [file.name for file in (TEMPLATES / "components").glob("*.html")]
    assert components
    assert not [name for name in components if f"components/{name}" not in shown]


def _in_templates(pattern: str) -> list[str]:
    return [hit for file in templates() for hit in places(file, pattern)]


def _tags(file: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, attributes) of every start tag, with what Jinja fills in left out."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", file.read_text("utf-8"), flags=re.DOTALL)
    for tag, attributes in re.findall(r"<([a-z][a-z0-9-]*)((?:\s[^<>]*)?)>", text):
        yield tag, " ".join(attributes.split()).join((" ", " "))
