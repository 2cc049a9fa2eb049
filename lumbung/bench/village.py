"""The village that is measured: the demonstration on a real disk, with stock to spare."""

import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.ledger.tables import Means
from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.people.sign_ins import open_sign_in
from cooperative.people.tables import Member, MemberState
from cooperative.store.outlets import default_outlet
from cooperative.store.stock import receive
from cooperative.store.tables import Product
from lumbung.opening import FILE
from web.door.cookies import SESSION

COOPERATIVE = 1
CLIENTS, LINES = 8, 3
_PLENTY, _COST_RUPIAH = 100_000, 1_000


@dataclass(frozen=True)
class Shoppers:
    """Members' `Cookie` headers, and the goods each of them orders."""

    cookies: list[str]
    products: list[int]

    def fields(self) -> list[tuple[str, str]]:
        """Return the form of an order of three lines."""
        lines = [
            pair for number in self.products for pair in (("barang", str(number)), ("jumlah", "1"))
        ]
        return [*lines, ("bayar", "tunai"), ("kalau_kurang", "sebagian"), ("kalau_naik", "terima")]


def make_demo(folder: Path, *more: str) -> Path:
    """Fill `folder` with the demonstration village; returns it."""
    command = [sys.executable, "-m", "lumbung", "demo", "--data", str(folder), *more]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    return folder


def copy_of(village: Path, folder: Path) -> Path:
    """Copy a village nobody is serving; returns the folder of the copy."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(village, folder)
    return folder


def open_village(folder: Path) -> Books:
    """Open its books in this process."""
    return Books(f"sqlite:///{folder.absolute() / FILE}")


def prepare_shoppers(folder: Path) -> Shoppers:
    """Fill the shelves and sign eight members in, each on a phone of her own."""
    with closing(open_village(folder)) as books, books.transaction(COOPERATIVE) as session:
        mine = col(Product.cooperative_id) == COOPERATIVE
        chosen = select(Product.id).where(mine).order_by(col(Product.id)).limit(LINES)
        products = [number or 0 for number in session.exec(chosen)]
        active = (Member.cooperative_id == COOPERATIVE, Member.state == MemberState.ACTIVE)
        members = session.exec(
            select(Member).where(*active).order_by(col(Member.id).desc()).limit(CLIENTS)
        ).all()
        keeper = Actor(COOPERATIVE, members[0].person_id, frozenset({Role.TREASURER}))
        for product_id in products:
            receive(
                session,
                outlet_id=default_outlet(session, COOPERATIVE).id or 0,
                product_id=product_id,
                quantity_units=_PLENTY,
                cost_rupiah=_PLENTY * _COST_RUPIAH,
                paid=Means.NONE,
                by=keeper,
            )
        cookies: list[str] = []
        for member in members:
            device, _ = add_device(session, label="bench")
            enrolled = put_on_phone(
                session,
                device=device,
                person_id=member.person_id,
                cooperative_id=COOPERATIVE,
                pin_seal="-",
            )
            cookies.append(f"{SESSION}={open_sign_in(session, enrolled)}")
    return Shoppers(cookies, products)
