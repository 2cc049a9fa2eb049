"""The members of the story and what they do with their savings: pay, forget, pay several months at
once.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.ledger import savings
from cooperative.ledger.corrections import take_back
from cooperative.ledger.dues import dues_of
from cooperative.ledger.tables import AccountKind
from lumbung.demo.founding import WAJIB_RUPIAH, Founded, welcome
from lumbung.demo.goods import Villager

# She pays on one of the first days of a month, when the treasurer sits at the gerai.
PAY_DAYS = range(3, 16)
THRIFTIEST = 3
# How often a month the thrifty put something aside, and anybody takes something out.
PUTS_ASIDE, TAKES_OUT, WORTH_TAKING_RUPIAH = 0.15, 0.15, 100_000


@dataclass
class Soul:
    """A member of the story: who she is on paper, and in the books."""

    villager: Villager
    member_id: int
    actor: Actor
    pays_on_day: int
    pays_every_months: int


@dataclass
class Savers:
    """All members so far, and the treasurer who writes down what they bring."""

    founded: Founded
    chance: Random
    souls: list[Soul] = field(default_factory=list)

    def treasurer_for(self, soul: Soul) -> Actor:
        """Return who books for her: nobody books her own savings."""
        officers = self.founded.officers
        mine = soul.actor.person_id == officers["bendahara"].person_id
        return officers["sekretaris" if mine else "bendahara"]

    def arrive(self, session: Session, villager: Villager, *, today: date) -> Soul:
        """Let a villager join today."""
        by = self.founded.officers["bendahara"]
        member_id, actor = welcome(session, villager, by=by, joined_on=today)
        soul = Soul(
            villager,
            member_id,
            actor,
            pays_on_day=self.chance.choice(PAY_DAYS),
            # Most bring several months at once (rapel); the thrifty come every month.
            pays_every_months=1 if villager.thrift == THRIFTIEST else self.chance.randint(2, 3),
        )
        self.souls.append(soul)
        return soul

    def save(self, session: Session, *, today: date) -> None:
        """Let everybody whose day it is bring, or forget, what she owes and what she can spare."""
        for soul in self.souls:
            if soul.pays_on_day == today.day:
                self._pay_dues(session, soul, today)
                self._put_aside(session, soul)
            elif soul.villager.thrift and today.day == (soul.pays_on_day + 14) % 28 + 1:
                self._take_some(session, soul)

    def correct_a_mistake(self, session: Session) -> None:
        """Book a deposit with a nought too many, and take it back: row 6 and 7 of the passbook
        oracle.
        """
        soul = next(soul for soul in self.souls if soul.villager.slug == "anggota")
        by = self.treasurer_for(soul)
        wrong = savings.deposit(
            session,
            member_id=soul.member_id,
            kind=AccountKind.VOLUNTARY,
            amount_rupiah=500_000,
            by=by,
        )
        take_back(session, entry_id=wrong.id, reason="salah ketik, seharusnya Rp50.000", by=by)
        self._deposit(session, soul, AccountKind.VOLUNTARY, 50_000)

    def _pay_dues(self, session: Session, soul: Soul, today: date) -> None:
        if today.month % soul.pays_every_months:
            return
        if self.chance.randrange(100) >= soul.villager.pays_on_time_percent:
            return
        dues = dues_of(session, self.founded.cooperative_id, soul.member_id, today=today)
        this_month = f"{today:%Y-%m}"
        months = sum(
            month.state in {"unpaid", "upcoming"} and month.period <= this_month
            for month in dues.months
        )
        if months:
            self._deposit(session, soul, AccountKind.WAJIB, months * WAJIB_RUPIAH)

    def _put_aside(self, session: Session, soul: Soul) -> None:
        if soul.villager.thrift and self.chance.random() < PUTS_ASIDE * soul.villager.thrift:
            amount_rupiah = self.chance.choice((5_000, 10_000, 20_000, 25_000, 50_000, 100_000))
            self._deposit(
                session, soul, AccountKind.VOLUNTARY, amount_rupiah * soul.villager.thrift
            )

    def _take_some(self, session: Session, soul: Soul) -> None:
        kept = savings.savings_of(session, self.founded.cooperative_id, soul.member_id)
        if kept.available > WORTH_TAKING_RUPIAH and self.chance.random() < TAKES_OUT:
            savings.withdraw(
                session,
                member_id=soul.member_id,
                kind=AccountKind.VOLUNTARY,
                amount_rupiah=kept.available // 3 // 5_000 * 5_000,
                by=self.treasurer_for(soul),
            )

    def _deposit(self, session: Session, soul: Soul, kind: AccountKind, amount_rupiah: int) -> None:
        savings.deposit(
            session,
            member_id=soul.member_id,
            kind=kind,
            amount_rupiah=amount_rupiah,
            by=self.treasurer_for(soul),
        )
