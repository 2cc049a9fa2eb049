"""What goes over the counter in the story without an order before it, and a doubt about a line.

With chances of its own, so that the rest of the year stays as it was.
"""

from random import Random

from sqlmodel import Session, col, select

from cooperative.ledger.tables import Entry, EntryKind, Means
from cooperative.people.cooperatives import today
from cooperative.questions import answer, ask
from cooperative.sales.pricing import Item
from cooperative.sales.selling import sell
from cooperative.store.catalogue import catalogue_rows
from cooperative.store.tables import PriceClass
from lumbung.demo.people import Soul
from lumbung.demo.trade import Trade

SEED = 7
COUNTER_DAYS = 60
MOST_A_DAY, MOST_LINES, DEAR_RUPIAH = 2, 3, 20_000
# Shelves nearly empty are left to those who ordered.
KEPT_UNITS = 10


class Counter:
    """The counter of the gerai: neighbours who pass by, and members who did not order."""

    def __init__(self, trade: Trade) -> None:
        self.trade = trade
        self.chance = Random(SEED)  # noqa: S311 - a story, not a secret

    def sell_some(self, session: Session, souls: list[Soul], *, days_left: int) -> None:
        """Let one or two people come by, since the gerai sells without orders."""
        for _ in range(self.chance.randint(0, MOST_A_DAY) if days_left < COUNTER_DAYS else 0):
            is_member = bool(souls) and self.chance.random() < 0.6  # noqa: PLR2004 - most of them
            self._sell(session, self.chance.choice(souls) if is_member else None)

    def _sell(self, session: Session, soul: Soul | None) -> None:
        founded = self.trade.founded
        keeper = founded.officers["kasir"]
        if soul is not None and soul.actor.person_id == keeper.person_id:
            return
        coop, day = founded.cooperative_id, today(session, founded.cooperative_id)
        rows = catalogue_rows(session, coop, founded.outlet_id, PriceClass.GENERAL, day)
        plenty = [row for row in rows if row.available_units > KEPT_UNITS]
        chosen = self.chance.sample(plenty, k=min(self.chance.randint(1, MOST_LINES), len(plenty)))
        if not chosen:
            return
        on_bon = soul is not None and self.chance.random() < 0.15  # noqa: PLR2004 - now and then
        sell(
            session,
            outlet_id=founded.outlet_id,
            items=[
                Item(row.id, 1 if row.price_rupiah > DEAR_RUPIAH else self.chance.randint(1, 3))
                for row in chosen
            ],
            member_id=soul.member_id if soul else None,
            means=Means.CREDIT if on_bon else Means.CASH,
            by=keeper,
        )


def doubt(session: Session, trade: Trade, sari: Soul) -> None:
    """Let Bu Sari ask about two lines of her passbook: one is answered, one still waits."""
    officer = trade.founded.officers["bendahara"]
    mine = select(Entry.id).where(
        col(Entry.cooperative_id) == trade.founded.cooperative_id,
        col(Entry.member_id) == sari.member_id,
        col(Entry.kind) == EntryKind.DEPOSIT,
    )
    last, *before = session.exec(mine.order_by(col(Entry.id).desc()).limit(2)).all()
    if not before:  # a story of a few days only
        return
    asked = ask(session, entry_id=before[0], text="Ini untuk bulan apa?", by=sari.actor)
    said = "Untuk bulan yang tertulis di catatan itu, yang paling lama belum dibayar."
    answer(session, question_id=asked.id, text=said, by=officer)
    text = "Rasanya saya setor lebih dari ini. Tolong dicek dengan buku."
    ask(session, entry_id=last, text=text, by=sari.actor)
