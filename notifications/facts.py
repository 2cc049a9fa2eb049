"""A fact of news in words: amounts, counts, days, kinds of savings."""

from datetime import date
from typing import Any

_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_SAVINGS = {
    "pokok": "simpanan pokok",
    "wajib": "simpanan wajib",
    "voluntary": "simpanan sukarela",
    "credit": "bon",
}


def fact_said(name: str, fact: Any) -> str:
    """Say one fact; its name tells what it is: `total_rupiah`, `planned_on`, `account`."""
    match fact:
        case int():
            grouped = f"{fact:,}".replace(",", ".")
            return f"Rp{grouped}" if name.endswith("_rupiah") else grouped
        case _ if name == "account":
            return _SAVINGS.get(str(fact), str(fact))
        case _ if name.endswith("_on"):
            on = date.fromisoformat(str(fact))
            return f"{on.day} {_MONTHS[on.month - 1]}"
        case _:
            return str(fact).rstrip(".")
