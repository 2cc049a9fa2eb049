"""The health card: seven measures, each in counts, and what is missing to know it.

The measures and their weights are those of Sikora (peers.md 2.2). A measure that nothing is known
of does not count against a cooperative: the card says how much of it could be judged.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from monitoring.alarms.papers import ADVISED
from monitoring.reports.one import Detail
from monitoring.reports.papers import Papers
from monitoring.reports.pictures import Picture


class MeasureKind(StrEnum):
    """What is measured."""

    MEMBERS = "active_members"
    DUES = "dues_paid"
    MEETING = "annual_meeting"
    STORES = "open_stores"
    ASSETS = "assets"
    PAPERS = "papers"
    TURNOVER = "turnover"


WEIGHTS = {
    MeasureKind.MEMBERS: 15,
    MeasureKind.DUES: 15,
    MeasureKind.MEETING: 20,
    MeasureKind.STORES: 10,
    MeasureKind.ASSETS: 15,
    MeasureKind.PAPERS: 10,
    MeasureKind.TURNOVER: 15,
}
_OPEN_DAYS = 20  # of four weeks: a gerai that sells on five days a week


@dataclass(frozen=True)
class Measure:
    """`part` of `whole`, of which `points` of `weight`; a whole of 0 says that nothing is known.

    `missing` names what is not there, `ended` the papers that hold no more.
    """

    kind: MeasureKind
    part: int
    whole: int
    missing: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """How much it counts."""
        return WEIGHTS[self.kind]

    @property
    def known(self) -> bool:
        """Whether there is anything to judge by."""
        return self.whole > 0

    @property
    def in_rupiah(self) -> bool:
        """Whether it compares money with money."""
        return self.kind in {MeasureKind.ASSETS, MeasureKind.TURNOVER}

    @property
    def points(self) -> int:
        """What it brings, at most its weight."""
        return self.weight * min(self.part, self.whole) // self.whole if self.known else 0


@dataclass(frozen=True)
class Card:
    """The seven measures and what they come to."""

    measures: list[Measure]

    @property
    def points(self) -> int:
        """The points of what is known."""
        return sum(measure.points for measure in self.measures)

    @property
    def judged(self) -> int:
        """Out of how many."""
        return sum(measure.weight for measure in self.measures if measure.known)


def card(picture: Picture, detail: Detail) -> Card:
    """Return the health card of one cooperative."""
    paying = picture.member_count - picture.behind_count
    assets_rupiah = picture.savings_rupiah + detail.stock_rupiah
    like_rupiah = detail.like.sale_rupiah if detail.like else 0
    return Card(
        [
            Measure(MeasureKind.MEMBERS, detail.active_count, picture.member_count),
            Measure(MeasureKind.DUES, paying, picture.member_count),
            _meeting(picture),
            Measure(MeasureKind.STORES, detail.now.sale_days, _OPEN_DAYS),
            Measure(MeasureKind.ASSETS, assets_rupiah, detail.assets_before_rupiah),
            _papers(detail.papers, picture.today),
            Measure(
                MeasureKind.TURNOVER,
                detail.now.sale_rupiah,
                max(detail.before.sale_rupiah, like_rupiah),
            ),
        ]
    )


def _meeting(picture: Picture) -> Measure:
    """Judge the last meeting that was advised to be held by now."""
    today = picture.today
    year = today.year - (1 if today > date(today.year, *ADVISED) else 2)
    if picture.begun_on is None or picture.begun_on.year > year:
        return Measure(MeasureKind.MEETING, 0, 0)
    is_held = (picture.meeting_year or 0) >= year
    return Measure(MeasureKind.MEETING, int(is_held), 1, () if is_held else (str(year),))


def _papers(papers: Papers, today: date) -> Measure:
    """Judge the numbers every cooperative needs, and each paper that was written down."""
    if not papers.known:
        return Measure(MeasureKind.PAPERS, 0, 0)
    ended = papers.ended(today)
    part = len(papers.has) + len(papers.until) - len(ended)
    whole = len(papers.has) + len(papers.until) + len(papers.missing)
    return Measure(MeasureKind.PAPERS, part, whole, papers.missing, ended)
