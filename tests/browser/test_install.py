"""Lumbung can be put on the home screen of a phone."""

import json

from lumbung.bench.weak.devtools import controlled, installability_errors, manifest_of
from tests.browser.kept_phone import KeptPhone


def test_the_app_can_be_put_on_the_home_screen(kept_phone: KeptPhone) -> None:
    phone = kept_phone.start()
    phone.sign_in("anggota")
    page = phone.open("/barang")
    controlled(page)
    assert installability_errors(page) == []


def test_the_browser_reads_the_manifest_without_complaint(kept_phone: KeptPhone) -> None:
    phone = kept_phone.start()
    found = manifest_of(phone.open("/masuk"))
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert manifest["id"] == "/"
    assert {icon["purpose"] for icon in manifest["icons"]} >= {"any", "maskable"}
    assert "/barang" in {shortcut["url"] for shortcut in manifest["shortcuts"]}
