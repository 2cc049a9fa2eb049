"""What is asked of the list of cooperatives: words, region, state, order, page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cooperative import regions
from cooperative.people.watching import PER_PAGE, Scope
from monitoring.reports.appraisals import Within
from web.words.watching import STATES

ORDERS = {"perlu": "need", "nama": "name", "penjualan": "sales"}
_MOST_LETTERS = 60
_REGENCY_LETTERS = len("61.12")


@dataclass(frozen=True)
class Asked:
    """The address of the list."""

    words: str = ""
    regency: str = ""
    district: str = ""
    state: str = ""
    sort: str = "perlu"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str], page: int) -> "Asked":
        """Read the address; what nobody knows is left out."""
        sort, state = query.get("urut", ""), query.get("keadaan", "")
        return cls(
            query.get("cari", "")[:_MOST_LETTERS],
            query.get("kabupaten", "")[:_MOST_LETTERS],
            query.get("kecamatan", "")[:_MOST_LETTERS],
            state if state in STATES else "",
            sort if sort in ORDERS else "perlu",
            page,
        )

    def at(self, *, path: str = "/pantau", **changed: str) -> str:
        """Return the address with something changed, on its first page."""
        said = urlencode({name: value for name, value in {**self.keep, **changed}.items() if value})
        return f"{path}?{said}" if said else path

    @property
    def keep(self) -> dict[str, str]:
        """What stays in the address when the page is turned."""
        return {
            "cari": self.words,
            "kabupaten": self.regency,
            "kecamatan": self.district,
            "keadaan": self.state,
            "urut": "" if self.sort == "perlu" else self.sort,
        }

    @property
    def under(self) -> str:
        """The code of the region it is narrowed to."""
        return self.district or self.regency

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for some of them only."""
        return bool(self.words or self.under or self.state)

    @property
    def offset(self) -> int:
        """How many lines come before the page."""
        return (self.page - 1) * PER_PAGE

    def within(self, scope: Scope) -> Within:
        """Return what is asked for, of what she may see."""
        state = STATES[self.state].state if self.state else ""
        return Within(scope.regions, scope.ids, self.under, self.words, state)

    def region_links(self, districts: Mapping[str, int]) -> list[tuple[str, str, bool]]:
        """Return the ways to narrow it by region, as (name, address, whether it is this one): by
        kabupaten where there are several, else by kecamatan. `districts` are those she sees."""
        regencies = sorted({code[:_REGENCY_LETTERS] for code in districts})
        regency = self.under[:_REGENCY_LETTERS]
        if len(regencies) > 1 and regency not in regencies:
            return [
                ("Semua", self.at(kabupaten="", kecamatan=""), not self.under),
                *((name, self.at(kabupaten=code), False) for name, code in _named(regencies)),
            ]
        ours = [code for code in districts if code.startswith(regency)]
        all_of = {"kecamatan": "", "kabupaten": regency if len(regencies) > 1 else ""}
        links = [
            ("Semua", self.at(**all_of), not self.district),
            *(
                (name, self.at(kecamatan=code, kabupaten=""), code == self.district)
                for name, code in _named(ours)
            ),
        ]
        if len(regencies) > 1:
            links.insert(0, ("Kabupaten lain", self.at(kabupaten="", kecamatan=""), False))
        return links if len(ours) > 1 or len(regencies) > 1 else []


def _named(codes: list[str]) -> list[tuple[str, str]]:
    known = ((found.name, code) for code in codes if (found := regions.find(code)))
    return sorted(known)
