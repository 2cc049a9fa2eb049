"""Prices from their first business day on. The newest that has begun counts; old prices stay."""

from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.refusals import Refused
from cooperative.store.tables import Price, PriceClass


def price_on(
    session: Session,
    cooperative_id: int,
    product_ids: Collection[int],
    price_class: PriceClass,
    day: date,
) -> dict[int, int]:
    """Return product id -> rupiah a unit on `day`; what has no price that day is left out."""
    query = select(Price.product_id, Price.amount_rupiah).where(
        col(Price.cooperative_id) == cooperative_id,
        col(Price.product_id).in_(product_ids),
        col(Price.price_class) == price_class,
        in_force(day),
    )
    return dict(session.exec(query).all())


def in_force(day: date) -> sa.ColumnElement[bool]:
    """Return the condition that a row of `Price` is the newest one which has begun on `day`."""
    other = aliased(Price)
    newest = (
        select(func.max(other.starts_on))
        .where(
            col(other.cooperative_id) == col(Price.cooperative_id),
            col(other.product_id) == col(Price.product_id),
            col(other.price_class) == col(Price.price_class),
            col(other.starts_on) <= day,
        )
        .correlate(Price)
        .scalar_subquery()
    )
    return col(Price.starts_on) == newest


def prices_of(
    session: Session, cooperative_id: int, product_id: int
) -> dict[PriceClass, dict[date, int]]:
    """Return all prices of one product: price class -> first day -> rupiah, oldest day first."""
    query = (
        sa.select(col(Price.price_class), col(Price.starts_on), col(Price.amount_rupiah))
        .where(col(Price.cooperative_id) == cooperative_id, col(Price.product_id) == product_id)
        .order_by(col(Price.starts_on))
    )
    prices: dict[PriceClass, dict[date, int]] = {price_class: {} for price_class in PriceClass}
    for price_class, starts_on, amount_rupiah in session.connection().execute(query):
        prices[price_class][starts_on] = amount_rupiah
    return prices


def refuse_general_below_member(
    prices: Mapping[PriceClass, dict[date, int]], starts_on: date
) -> None:
    """Raise Refused("price_general_below_member") if members paid more than others on some day.

    Looks at every day from `starts_on` on which a price begins: others may be planned already.
    """
    days = {day for by_day in prices.values() for day in by_day if day >= starts_on}
    for day in sorted(days):
        member = _amount_on(prices[PriceClass.MEMBER], day)
        general = _amount_on(prices[PriceClass.GENERAL], day)
        if member and general and general < member:
            raise Refused(
                "price_general_below_member",
                member_rupiah=member,
                general_rupiah=general,
                starts_on=day.isoformat(),
            )


def write_price(
    session: Session,
    product_id: int,
    price_class: PriceClass,
    amount_rupiah: int,
    starts_on: date,
    by: Actor,
) -> None:
    """Put down a price; one that was to begin the same day is replaced."""
    key = (by.cooperative_id, product_id, price_class, starts_on)
    price = session.get(Price, key) or Price(
        cooperative_id=by.cooperative_id,
        product_id=product_id,
        price_class=price_class,
        starts_on=starts_on,
        amount_rupiah=amount_rupiah,
        set_by=by.person_id,
        set_at=moment_of(session),
    )
    price.amount_rupiah = amount_rupiah
    price.set_by, price.set_at = by.person_id, moment_of(session)
    session.add(price)
    session.flush()  # the next look at prices is raw SQL


def _amount_on(by_day: dict[date, int], day: date) -> int | None:
    begun = [first for first in by_day if first <= day]
    return by_day[max(begun)] if begun else None
