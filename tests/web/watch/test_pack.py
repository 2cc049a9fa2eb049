"""Bekal: all an assistant takes along comes in one answer, as she would see it with a signal."""

import brotli
import httpx

from cooperative.people.founding import record_founding
from tests.village import village
from tests.web.crowd import same_for_all
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone

SIXTY_KB = 60 * 1024
PACK = "/pantau/bekal"


def _pages(answer: httpx.Response) -> dict[str, tuple[str, str]]:
    return {path: (etag, html) for path, etag, html in answer.json()["pages"]}


def test_the_pack_holds_the_pages_as_they_are_with_a_signal(road: Road) -> None:
    road.follow()
    dewi = signed_in(road, road.assistant(road.here, road.other))
    packed = _pages(dewi.get(PACK))
    own = [f"/pantau/{here.coop_id}" for here in (road.here, road.other)]
    forms = [f"{path}/{form}" for path in own for form in ("kunjungan", "keadaan")]
    assert sorted(packed) == sorted([*own, *forms])
    for path, (etag, html) in packed.items():
        shown = dewi.get(path)
        assert shown.headers["etag"] == etag
        assert same_for_all(html) == same_for_all(shown.text)
    assert 'data-offline="visit/1"' in packed[f"{own[0]}/kunjungan"][1]


def test_a_pack_that_did_not_change_is_not_sent_again(road: Road) -> None:
    road.follow()
    dewi = signed_in(road, road.assistant(road.here))
    etag = dewi.get(PACK).headers["etag"]
    again = dewi.get(PACK, **{"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_nobody_takes_along_what_is_not_hers(road: Road) -> None:
    road.follow()
    budi = signed_in(road, road.assistant(road.other, name="Budi Santoso"))
    assert f"/pantau/{road.here.coop_id}" not in _pages(budi.get(PACK))
    for who in (road.here.sari, road.here.treasurer):
        assert signed_in(road, Phone(road.app, who)).get(PACK).status_code == 403


def test_fifteen_cooperatives_are_taken_along_in_sixty_kilobytes(road: Road) -> None:
    villages = [road.here, road.other]
    for number in range(13):
        name = f"Koperasi Desa Merah Putih Sungai Ambangah {number}"
        more = village(road.here.books, region_code=f"61.12.02.20{number:02}", name=name)
        with more.writing() as session:
            record_founding(session, by=more.treasurer.actor())
        villages.append(more)
    road.follow()
    dewi = signed_in(road, road.assistant(*villages))
    bare = {"Accept-Encoding": "identity"}
    sent = [dewi.get(path, **bare).content for path in ("/pantau", PACK)]
    assert sum(len(brotli.compress(one, quality=5)) for one in sent) <= SIXTY_KB
