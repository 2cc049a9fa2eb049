"""What a product is called: no two on sale alike, and no code twice."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.refusals import Refused
from cooperative.store.tables import Product


@dataclass(frozen=True)
class Description:
    """The words and marks of a product, as its form gives them."""

    name: str
    size_text: str
    unit: str
    category: str
    code: str | None
    low_at_units: int

    @property
    def search_text(self) -> str:
        """What the search field looks in."""
        return " ".join(filter(None, (self.name, self.size_text, self.code))).lower()


def refuse_taken(
    session: Session, cooperative_id: int, new: Description, *, besides: int | None = None
) -> None:
    """Raise Refused: "name_taken" or "code_taken", if a product other than `besides` has it."""
    refuse_name(session, cooperative_id, new.name, new.size_text, besides=besides)
    same_code = select(Product.name).where(
        Product.cooperative_id == cooperative_id, Product.code == new.code, _not(besides)
    )
    taken_by = session.exec(same_code).first() if new.code else None
    if taken_by:
        raise Refused("code_taken", name=taken_by)


def refuse_name(
    session: Session, cooperative_id: int, name: str, size_text: str, *, besides: int | None
) -> None:
    """Raise Refused("name_taken") if another product on sale has this name in this size."""
    same_name = select(Product.id).where(
        col(Product.cooperative_id) == cooperative_id,
        func.lower(Product.name) == name.lower(),
        func.lower(Product.size_text) == size_text.lower(),
        col(Product.retired_at).is_(None),
        _not(besides),
    )
    if session.exec(same_name).first():
        raise Refused("name_taken", name=name)


def _not(product_id: int | None) -> sa.ColumnElement[bool]:
    return sa.true() if product_id is None else col(Product.id) != product_id
