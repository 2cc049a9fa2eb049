"""The words of the store's tables: price classes, why goods move, what became of a promise."""

from enum import StrEnum


class PriceClass(StrEnum):
    """Members pay the member price; everybody else the general one."""

    MEMBER = "member"
    GENERAL = "general"


class MovementKind(StrEnum):
    """Why stock moved."""

    OPENING = "opening"
    GOODS_IN = "goods_in"
    SOLD = "sold"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    LOST = "lost"
    COUNTED = "counted"  # correction to what was counted, up or down
    DIFFERENCE = "difference"  # selisih: goods sold that the books did not have
    REVERSAL = "reversal"


class ReservationState(StrEnum):
    """Held for an order line; short when a fact took the goods; taken or released at the end."""

    HELD = "held"
    SHORT = "short"
    TAKEN = "taken"
    RELEASED = "released"


class DifferenceKind(StrEnum):
    """What does not agree: goods the books did not have, or an order handed over after it was
    closed.
    """

    GOODS = "goods"
    CLOSED_ORDER = "closed_order"
