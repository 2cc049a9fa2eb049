"""What people of the village want in a schedule, and the mischief a queue may do with it."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random
from uuid import UUID

from tests.faults.counter import opened
from tests.faults.sheet import SHOP, Sent, Sheet
from tests.village import GOODS, Village

MEMBERS = ("sari", "rini")
_WISHES = (
    "order",
    "edit",
    "take_back",
    "cancel",
    "goods_in",
    "price",
    "hand_over",
    "other_content",
)
_WEIGHTS = (12, 2, 2, 1, 2, 1, 1, 1)


@dataclass(frozen=True)
class Wish:
    """One thing to be sent: a submission, or that a submission is taken back."""

    sent: Sent
    is_taken_back: bool = False


class Wishes:
    """Makes up what is wanted next, out of one seed and of what was wanted before."""

    def __init__(self, here: Village, chance: Random) -> None:
        self.all: list[Wish] = []
        self._here = here
        self._chance = chance

    def next(self, sheet: Sheet, today: date) -> Wish:
        """Return one more wish."""
        kind = self._chance.choices(_WISHES, _WEIGHTS)[0]
        made: Wish | None = getattr(self, f"_{kind}")(sheet, today)
        wish = made or self._order(sheet, today)
        self.all.append(wish)
        return wish

    def of_the_shop(self, today: date) -> Wish:
        """Return something the shop does: goods come in, or a price changes."""
        return self._chance.choice((self._goods_in, self._price))(Sheet(opened({})), today)

    def order(self, who: str) -> Sent:
        """Return a fresh order of somebody's."""
        chance, here = self._chance, self._here
        fields: list[tuple[str, str]] = []
        for short in chance.sample(sorted(GOODS), chance.choice((1, 1, 2, 3))):
            units = chance.choice((1, 1, 2, 4, 9, 15))
            fields += [("barang", str(here.goods[short])), ("jumlah", str(units))]
            if chance.random() < 0.5:
                fields.append(("harga", str(GOODS[short][5])))
        if chance.random() < 0.05:
            fields[1] = ("jumlah", "dua")
        fields += [
            ("bayar", chance.choices(("tunai", "simpanan", "qris"), (6, 3, 1))[0]),
            ("kalau_kurang", chance.choice(("sebagian", "batal", "tanya"))),
            ("kalau_naik", chance.choice(("terima", "tanya"))),
        ]
        return Sent(self.key(), who, "/pesanan", "order/1", tuple(fields))

    def key(self) -> str:
        """Return a fresh key."""
        return str(UUID(int=self._chance.getrandbits(128), version=4))

    def _order(self, _sheet: Sheet, _today: date) -> Wish:
        sent = self.order(self._chance.choice(MEMBERS))
        before = self._earlier(sent.who)
        if before and self._chance.random() < 0.1:
            sent = replace(sent, after=before.key)
        return Wish(sent)

    def _edit(self, _sheet: Sheet, _today: date) -> Wish | None:
        old = self._earlier(*MEMBERS)
        if old is None:
            return None
        return Wish(replace(self.order(old.who), replaces=(old.key, *old.replaces)))

    def _take_back(self, _sheet: Sheet, _today: date) -> Wish | None:
        old = self._earlier(*MEMBERS)
        return Wish(old, is_taken_back=True) if old else None

    def _other_content(self, _sheet: Sheet, _today: date) -> Wish | None:
        """The same key with another amount, or of somebody else (how Fineract failed)."""
        old = self._earlier(*MEMBERS)
        return Wish(replace(self.order(self._chance.choice(MEMBERS)), key=old.key)) if old else None

    def _cancel(self, sheet: Sheet, _today: date) -> Wish | None:
        order_id = self._some_order(sheet)
        if order_id is None:
            return None
        who, path = sheet.counter.orders[order_id].who, f"/pesanan/{order_id}/pembatalan"
        return Wish(Sent(self.key(), who, path, "order_cancellation/1", ()))

    def _hand_over(self, sheet: Sheet, _today: date) -> Wish | None:
        order_id = self._some_order(sheet)
        if order_id is None:
            return None
        fields = (("bayar", self._chance.choice(("tunai", "simpanan", "bon"))),)
        path = f"/gerai/pesanan/{order_id}/serah-terima"
        return Wish(Sent(self.key(), SHOP, path, "handover/1", fields))

    def _goods_in(self, _sheet: Sheet, _today: date) -> Wish:
        product_id = self._here.goods[self._chance.choice(sorted(GOODS))]
        what = {"barang": product_id, "jumlah": self._chance.choice((1, 5, 12)), "harga": 10_000}
        said = {**what, "cara_harga": "semua", "bayar": "kas"}
        fields = tuple((name, str(value)) for name, value in said.items())
        return Wish(Sent(self.key(), SHOP, "/gerai/barang-masuk", "goods_in/1", fields))

    def _price(self, _sheet: Sheet, today: date) -> Wish:
        short = self._chance.choice(sorted(GOODS))
        rupiah = GOODS[short][5] + self._chance.choice((-1_000, 100, 500, 3_000))
        fields = (
            ("harga_anggota", str(rupiah)),
            ("harga_umum", str(rupiah + 2_000)),
            ("mulai", today.isoformat()),
        )
        path = f"/gerai/barang/{self._here.goods[short]}/harga"
        return Wish(Sent(self.key(), SHOP, path, "price/1", fields))

    def _earlier(self, *people: str) -> Sent | None:
        hers = [
            wish.sent
            for wish in self.all
            if wish.sent.who in people and wish.sent.path == "/pesanan"
        ]
        return self._chance.choice(hers) if hers else None

    def _some_order(self, sheet: Sheet) -> int | None:
        orders = sorted(sheet.counter.orders)
        return self._chance.choice(orders) if orders else None
