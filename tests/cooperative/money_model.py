"""What a careful village clerk would keep on one sheet of paper: the reference of the machine."""

from dataclasses import dataclass, field


@dataclass
class Shelf:
    """One product: how many there are and what they cost together, in rupiah."""

    units: int
    value_rupiah: int

    def cost_of(self, units: int) -> int:
        """The moving average; the last unit takes the rest."""
        if units >= self.units:
            return self.value_rupiah
        return self.value_rupiah * units // self.units


@dataclass
class Purse:
    """What one member has, has promised to orders, and owes."""

    saved_rupiah: int = 0
    held_rupiah: int = 0
    owed_rupiah: int = 0

    @property
    def available_rupiah(self) -> int:
        """What she may spend or take out."""
        return self.saved_rupiah - self.held_rupiah


@dataclass
class Wish:
    """An order of one line."""

    buyer: int
    product_id: int
    units: int
    total_rupiah: int
    held_rupiah: int
    promised_units: int
    is_done: bool = False
    is_given_up: bool = False


@dataclass
class Paper:
    """Everything the machine believes about the village."""

    cash_rupiah: int
    purses: dict[int, Purse]
    shelves: dict[int, Shelf]
    wishes: dict[int, Wish] = field(default_factory=dict[int, Wish])
    deposits: dict[int, tuple[int, int]] = field(default_factory=dict[int, tuple[int, int]])

    def promised_units(self, product_id: int) -> int:
        """How many units of a product are promised to orders."""
        wishes = self.wishes.values()
        return sum(wish.promised_units for wish in wishes if wish.product_id == product_id)

    def free_units(self, product_id: int) -> int:
        """How many units somebody could still order."""
        return self.shelves[product_id].units - self.promised_units(product_id)

    def take(self, product_id: int, units: int) -> None:
        """Take goods off the shelf: free ones first, then the youngest orders' promises."""
        shelf = self.shelves[product_id]
        there = min(units, shelf.units)
        short_units = max(there - self.free_units(product_id), 0)
        shelf.value_rupiah -= shelf.cost_of(units)
        shelf.units -= there
        for _, wish in sorted(self.wishes.items(), reverse=True):
            if wish.product_id == product_id:
                cut_units = min(short_units, wish.promised_units)
                wish.promised_units -= cut_units
                short_units -= cut_units

    def free(self, wish: Wish) -> None:
        """Give back what was held and promised for an order."""
        self.purses[wish.buyer].held_rupiah -= wish.held_rupiah
        wish.held_rupiah = wish.promised_units = 0

    def pay(self, wish: Wish, *, is_from_savings: bool) -> None:
        """Pay an order at the counter: from savings as far as they go, the rest is a bon."""
        purse = self.purses[wish.buyer]
        if not is_from_savings:
            self.cash_rupiah += wish.total_rupiah
            return
        from_savings_rupiah = min(wish.total_rupiah, purse.available_rupiah)
        purse.saved_rupiah -= from_savings_rupiah
        purse.owed_rupiah += wish.total_rupiah - from_savings_rupiah
