"""The figures of a region: all of it, and each kabupaten or kecamatan in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cooperative import regions
from cooperative.people.watching import Scope
from cooperative.refusals import Refused
from cooperative.regions import Level, Region
from monitoring.reports.appraisals import Tally, Within, tallies, tally
from monitoring.store import Store
from web.words.watching import IN_REGIONS, STATES

# A code is as much longer than that of the region it lies in: 61, 61.12, 61.12.09.
_STEP_LETTERS = len(".12")


@dataclass(frozen=True)
class Part:
    """One kabupaten or kecamatan of the page: how many cooperatives the books know there, and their
    figures where they can be read."""

    region: Region
    count: int
    tally: Tally | None

    @property
    def url(self) -> str:
        """Where its own parts are: kecamatan of a kabupaten, cooperatives of a kecamatan."""
        if self.region.level is Level.DISTRICT:
            return list_url(self.region)
        return f"/pantau/wilayah/{self.region.code}"

    @property
    def needing(self) -> int:
        """How many of its cooperatives have something to be looked at."""
        return self.tally.states.get("needing", 0) if self.tally else 0


@dataclass(frozen=True)
class Places:
    """What a page of regions shows. `region` is none where somebody looks after several."""

    region: Region | None
    above: Region | None
    parts: list[Part]
    count: int
    tally: Tally | None
    states: list[tuple[str, int, str]]


def region_of(scope: Scope, code: str) -> Region | None:
    """Return the region a page is about: the one of `code`, else the only one she looks after.

    Raises Refused("not_found") for a code outside of `scope`, or one without parts.
    """
    if not code:
        only = regions.find(scope.regions[0]) if len(scope.regions) == 1 else None
        return only if only and _is_divided(only) else None
    found = regions.find(code)
    is_hers = any(code == own or code.startswith(f"{own}.") for own in scope.regions)
    if found is None or not is_hers or not _is_divided(found):
        raise Refused("not_found")
    return found


async def figures_of(
    store: Store, scope: Scope, region: Region | None
) -> tuple[Tally, dict[str, Tally]]:
    """Return the figures of the whole and of its parts by code. Raises Unavailable."""
    within = Within(scope.regions, under=region.code if region else "")
    async with store.reading():
        whole = await tally(store, within)
        found: dict[str, Tally] = {}
        for letters in _lengths(scope, region):
            found |= await tallies(store, within, letters)
        return whole, found


def places_of(
    scope: Scope,
    region: Region | None,
    districts: Mapping[str, int],
    figures: tuple[Tally, Mapping[str, Tally]] | None,
) -> Places:
    """Return what the page shows; `districts` is how many cooperatives lie in each kecamatan."""
    whole, found = figures or (None, dict[str, Tally]())
    counts = _counts(scope, region, districts)
    parts = [
        Part(known, count, found.get(code, Tally()) if figures else None)
        for code, count in counts.items()
        if (known := regions.find(code))
    ]
    parts.sort(key=lambda part: (-part.needing, part.region.name))
    above = regions.parents(region.code)[-1:] if region else ()
    hers = [one for one in above if any(one.code.startswith(own) for own in scope.regions)]
    return Places(
        region,
        hers[0] if hers else None,
        parts,
        sum(counts.values()),
        whole,
        _states(region, whole) if whole else [],
    )


def list_url(region: Region | None, **asked: str) -> str:
    """Return the address of the list of a region's cooperatives."""
    narrowed = dict(asked)
    if region and region.level is Level.DISTRICT:
        narrowed["kecamatan"] = region.code
    elif region and region.level is Level.REGENCY:
        narrowed["kabupaten"] = region.code
    return f"/pantau?{urlencode(narrowed)}" if narrowed else "/pantau"


def _states(region: Region | None, whole: Tally) -> list[tuple[str, int, str]]:
    """Return (words, how many, where they are listed) of the states a region is judged by."""
    return [
        (STATES[word].short, whole.states[STATES[word].state], list_url(region, keadaan=word))
        for word in IN_REGIONS
    ]


def _is_divided(region: Region) -> bool:
    return region.level in {Level.PROVINCE, Level.REGENCY}


def _lengths(scope: Scope, region: Region | None) -> set[int]:
    """Return how many letters the codes of the page's parts have."""
    if region is None:
        return {len(code) for code in scope.regions}
    return {len(region.code) + _STEP_LETTERS}


def _counts(scope: Scope, region: Region | None, districts: Mapping[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for code, count in districts.items():
        for letters in _lengths(scope, region):
            part = code[:letters]
            if part.startswith(f"{region.code}.") if region else part in scope.regions:
                counts[part] += count
    return counts
