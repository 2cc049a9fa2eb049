"""Goods for sale: what they are called, what they cost, and whether they are still sold."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.people.cooperatives import today
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store.descriptions import Description, refuse_name, refuse_taken
from cooperative.store.outlets import touch_all
from cooperative.store.prices import prices_of, refuse_general_below_member, write_price
from cooperative.store.tables import PriceClass, Product

# domain.md 3.3; stock is whole units, so weighed goods are sold in whole packs or kilograms.
_SMALL_UNITS = ("gram", "butir", "buah", "sachet", "bungkus", "pak", "botol", "ikat")
UNITS = ("kg", "liter", *_SMALL_UNITS, "karung", "dus", "tabung", "rak")


def create_product(  # noqa: PLR0913 - the fields of the form, each named
    session: Session,
    *,
    name: str,
    size_text: str,
    unit: str,
    category: str,
    code: str | None,
    low_at_units: int,
    member_price_rupiah: int,
    general_price_rupiah: int,
    photo: str | None = None,
    by: Actor,
) -> Product:
    """Put a product on sale from today on, in every gerai.

    Raises Refused: "unit_unknown", "name_taken", "code_taken", "price_general_below_member".
    """
    description = Description(name, size_text, unit, category, code or None, low_at_units)
    _refuse_unknown(unit)
    refuse_taken(session, by.cooperative_id, description)
    prices = {PriceClass.MEMBER: member_price_rupiah, PriceClass.GENERAL: general_price_rupiah}
    starts_on = today(session, by.cooperative_id)
    refuse_general_below_member({who: {starts_on: prices[who]} for who in prices}, starts_on)
    # From here on it must succeed.
    product = Product(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "product"),
        search_text=description.search_text,
        photo=photo,
        **asdict(description),
    )
    session.add(product)
    session.flush()  # its prices point to it
    for price_class, amount_rupiah in prices.items():
        write_price(session, product.id, price_class, amount_rupiah, starts_on, by)
    _done(session, "product.created", product, by, _named(prices))
    return product


def edit_product(  # noqa: PLR0913 - the fields of the form, each named
    session: Session,
    *,
    product_id: int,
    name: str,
    size_text: str,
    unit: str,
    category: str,
    code: str | None,
    low_at_units: int,
    photo: str | None = None,
    by: Actor,
) -> Product:
    """Describe a product anew; `photo` None keeps the one it has. Orders keep the old name.

    Raises Refused: "not_found", "unit_unknown", "name_taken", "code_taken".
    """
    product = product_of(session, by.cooperative_id, product_id)
    description = Description(name, size_text, unit, category, code or None, low_at_units)
    _refuse_unknown(unit)
    refuse_taken(session, by.cooperative_id, description, besides=product_id)
    # From here on it must succeed.
    product.sqlmodel_update(asdict(description))
    product.search_text = description.search_text
    product.photo = photo or product.photo
    _done(session, "product.edited", product, by)
    return product


def retire_product(session: Session, *, product_id: int, by: Actor) -> None:
    """Take a product off the list; its stock, movements and orders stay. Repeatable.

    Raises Refused("not_found").
    """
    product = product_of(session, by.cooperative_id, product_id)
    product.retired_at = product.retired_at or moment_of(session)
    _done(session, "product.retired", product, by)


def restore_product(session: Session, *, product_id: int, by: Actor) -> None:
    """Put a retired product back on the list. Raises Refused: "not_found", "name_taken"."""
    product = product_of(session, by.cooperative_id, product_id)
    refuse_name(session, by.cooperative_id, product.name, product.size_text, besides=product_id)
    # From here on it must succeed.
    product.retired_at = None
    _done(session, "product.restored", product, by)


def set_price(
    session: Session,
    *,
    product_id: int,
    price_class: PriceClass,
    amount_rupiah: int,
    starts_on: date,
    by: Actor,
) -> None:
    """Set one price from business day `starts_on` on; see `set_prices`."""
    _set(session, product_id, {price_class: amount_rupiah}, starts_on, by)


def set_prices(
    session: Session,
    *,
    product_id: int,
    member_price_rupiah: int,
    general_price_rupiah: int,
    starts_on: date,
    by: Actor,
) -> None:
    """Set both prices at once, so that neither is in the other's way.

    Raises Refused: "not_found", "price_in_past", "price_general_below_member".
    """
    new = {PriceClass.MEMBER: member_price_rupiah, PriceClass.GENERAL: general_price_rupiah}
    _set(session, product_id, new, starts_on, by)


def product_of(session: Session, cooperative_id: int, product_id: int) -> Product:
    """Return a product of this cooperative, retired or not; raises Refused("not_found")."""
    product = session.get(Product, (cooperative_id, product_id))
    if product is None:
        raise Refused("not_found")
    return product


def _set(
    session: Session, product_id: int, new: dict[PriceClass, int], starts_on: date, by: Actor
) -> None:
    product = product_of(session, by.cooperative_id, product_id)
    if starts_on < today(session, by.cooperative_id):
        raise Refused("price_in_past")
    planned = prices_of(session, by.cooperative_id, product_id)
    for price_class, amount_rupiah in new.items():
        planned[price_class][starts_on] = amount_rupiah
    refuse_general_below_member(planned, starts_on)
    # From here on it must succeed.
    for price_class, amount_rupiah in new.items():
        write_price(session, product_id, price_class, amount_rupiah, starts_on, by)
    facts = {**_named(new), "starts_on": starts_on.isoformat()}
    _done(session, "price.set", product, by, facts)


def _named(prices: Mapping[PriceClass, int]) -> dict[str, int]:
    return {f"{price_class}_price_rupiah": amount for price_class, amount in prices.items()}


def _refuse_unknown(unit: str) -> None:
    if unit not in UNITS:
        raise Refused("unit_unknown", unit=unit)


def _done(
    session: Session,
    kind: str,
    product: Product,
    by: Actor,
    facts: Mapping[str, int | str] | None = None,
) -> None:
    session.flush()  # names and the list of goods are looked up with SQL
    touch_all(session, by.cooperative_id)
    about = {"product_id": product.id, "name": product.name, "size_text": product.size_text}
    about |= {"unit": product.unit, "category": product.category}
    about["low_at_units"] = product.low_at_units
    subject = f"product/{product.id}"
    record(session, kind, by=by, subject=subject, facts={**about, **(facts or {})})
