"""Who may open what: one table for every route of the app, and the guard that reads it.

A route without a row fails a test, and answers nobody. Inside its area a route finds things by the
signed-in person's own cooperative, so another cooperative's id is as good as none (architecture.md
6).
"""

from typing import Any, Literal

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler

from cooperative.actors import OFFICERS, SHOP, Role
from cooperative.refusals import Refused
from web.identity import Locked, NotSignedIn, OtherPerson, Who
from web.same_origin import SAFE_METHODS
from web.watching_access import WATCHING

PUBLIC: Literal["public"] = "public"
SIGNED_IN: Literal["signed in"] = "signed in"
# Also while her PIN is asked for: opening, leaving, making place for somebody else.
EVEN_LOCKED: Literal["even locked"] = "even locked"

Allowed = frozenset[Role] | Literal["public", "signed in", "even locked"]

# What officers give and take back; a membership is held, the rest is given for a region.
GRANTABLE = (Role.SHOPKEEPER, Role.TREASURER, Role.SECRETARY, Role.SUPERVISOR)

MEMBER = frozenset({Role.MEMBER})
_MOST_ID = 2**31 - 1
BOOKS_READERS = frozenset({*OFFICERS, Role.SUPERVISOR})

_ROWS: dict[str, dict[str, Allowed]] = {
    # what belongs to no person
    "/livez": {"GET": PUBLIC},
    "/static/{digest}/{name}": {"GET": PUBLIC},
    "/foto/{name}": {"GET": PUBLIC},
    "/service-worker.js": {"GET": PUBLIC},
    "/luring": {"GET": PUBLIC},
    "/terkunci": {"GET": PUBLIC},
    "/robots.txt": {"GET": PUBLIC},
    "/pola": {"GET": PUBLIC},
    "/manifest.webmanifest": {"GET": PUBLIC},
    # signing in and leaving
    "/masuk": {"GET": PUBLIC, "POST": PUBLIC},
    "/masuk/kode": {"GET": PUBLIC, "POST": PUBLIC},
    "/demo/masuk": {"POST": PUBLIC},
    "/keluar": {"GET": PUBLIC, "POST": PUBLIC},
    "/buka": {"GET": EVEN_LOCKED, "POST": EVEN_LOCKED},
    # A phone that locked itself without a signal says so late, and perhaps twice.
    "/kunci": {"POST": PUBLIC},
    "/ganti-orang": {"POST": PUBLIC},
    # members: their savings, their shopping, their news
    "/": {"GET": SIGNED_IN},
    "/simpanan": {"GET": MEMBER},
    "/simpanan/sembunyi": {"POST": MEMBER},
    "/simpanan/dilihat": {"GET": MEMBER},
    "/simpanan/{entry_id}/tanya": {"GET": MEMBER, "POST": MEMBER},
    "/barang": {"GET": MEMBER},
    "/barang/semua": {"GET": MEMBER},
    "/barang/{product_id}": {"GET": MEMBER},
    "/keranjang": {"GET": MEMBER, "POST": MEMBER},
    "/pesanan": {"GET": MEMBER, "POST": MEMBER},
    "/pesanan/{order_id}": {"GET": MEMBER},
    "/pesanan/{order_id}/pembatalan": {"POST": MEMBER},
    "/pesanan/{order_id}/ulang": {"POST": MEMBER},
    "/kotak-masuk": {"GET": SIGNED_IN},
    "/kotak-masuk/dibaca": {"POST": SIGNED_IN},
    # what was sent, and what became of it
    "/kiriman": {"GET": SIGNED_IN},
    "/kiriman/{key}": {"GET": SIGNED_IN},
    "/kiriman/{key}/batal": {"POST": SIGNED_IN},
    "/hp-ini": {"GET": SIGNED_IN},
    "/hp-ini/kabar": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "/hp-ini/kabar/langganan": {"POST": SIGNED_IN},
    "/hp-ini/kabar/berhenti": {"POST": SIGNED_IN},
    "/hp-ini/kabar/percobaan": {"POST": SIGNED_IN},
    # the shop: orders, stock, goods
    "/gerai": {"GET": SHOP},
    "/gerai/pesanan": {"GET": SHOP},
    # Pengawas is led here by what somebody did with her own order.
    "/gerai/pesanan/{order_id}": {"GET": frozenset({*SHOP, Role.SUPERVISOR})},
    "/gerai/pesanan/{order_id}/penerimaan": {"POST": SHOP},
    "/gerai/pesanan/{order_id}/penyiapan": {"POST": SHOP},
    "/gerai/pesanan/{order_id}/kesiapan": {"POST": SHOP},
    "/gerai/pesanan/{order_id}/pelepasan": {"POST": SHOP},
    "/gerai/pesanan/{order_id}/penolakan": {"POST": SHOP},
    "/gerai/pesanan/{order_id}/jumlah": {"POST": SHOP},
    "/gerai/pesanan/{order_id}/serah-terima": {"POST": SHOP},
    "/gerai/jual": {"GET": SHOP, "POST": SHOP},
    "/gerai/jual/barang": {"GET": SHOP},
    "/gerai/nota": {"GET": SHOP},
    "/gerai/nota/{sale_id}": {"GET": frozenset({*SHOP, Role.SUPERVISOR})},
    "/gerai/nota/{sale_id}/koreksi": {"POST": SHOP},
    "/gerai/stok": {"GET": SHOP},
    "/gerai/stok/{product_id}": {"GET": SHOP},
    "/gerai/stok/{product_id}/gerakan/{movement_id}/koreksi": {"POST": SHOP},
    "/gerai/barang-masuk": {"GET": SHOP, "POST": SHOP},
    "/gerai/koreksi": {"GET": SHOP, "POST": SHOP},
    "/gerai/rusak": {"GET": SHOP, "POST": SHOP},
    "/gerai/barang": {"POST": SHOP},
    "/gerai/barang/baru": {"GET": SHOP},
    "/gerai/barang/{product_id}": {"GET": SHOP, "POST": SHOP},
    "/gerai/barang/{product_id}/harga": {"POST": SHOP},
    "/gerai/barang/{product_id}/penarikan": {"POST": SHOP},
    "/gerai/barang/{product_id}/pengembalian": {"POST": SHOP},
    "/gerai/selisih": {"GET": SHOP},
    "/gerai/selisih/{difference_id}/penyelesaian": {"POST": SHOP},
    # officers: people and their phones
    "/kas/hp": {"GET": OFFICERS},
    "/kas/hp/{person}": {"GET": OFFICERS},
    "/kas/hp/{person}/kode": {"POST": OFFICERS},
    "/kas/hp/{person}/hilang": {"POST": OFFICERS},
    "/kas/anggota": {"GET": BOOKS_READERS, "POST": OFFICERS},
    "/kas/anggota/baru": {"GET": OFFICERS},
    "/kas/anggota/{member_id}": {"GET": BOOKS_READERS},
    "/kas/anggota/{member_id}/peran": {"POST": OFFICERS},
    "/kas/anggota/{member_id}/peran/{role}/akhir": {"POST": OFFICERS},
    "/kas/buku": {"GET": BOOKS_READERS},
    # what the cooperative says of itself
    "/kas/keadaan": {"GET": BOOKS_READERS, "POST": OFFICERS},
    "/kas/keadaan/dokumen": {"POST": OFFICERS},
    "/kas/keadaan/rat": {"POST": OFFICERS},
    "/kas/keadaan/kemitraan": {"POST": OFFICERS},
    # officers: who watches over the cooperative, and who is let see more
    "/kas/pendamping": {"GET": BOOKS_READERS},
    "/kas/pendamping/{person}/izin": {"GET": OFFICERS, "POST": OFFICERS},
    "/kas/pendamping/{person}/izin/akhir": {"POST": OFFICERS},
    # officers: money members bring and fetch
    "/kas/setor": {"GET": OFFICERS, "POST": OFFICERS},
    "/kas/ambil": {"GET": OFFICERS, "POST": OFFICERS},
    "/kas/catatan/{entry_id}": {"GET": BOOKS_READERS},
    "/kas/catatan/{entry_id}/koreksi": {"POST": OFFICERS},
    "/kas/pertanyaan": {"GET": OFFICERS},
    "/kas/pertanyaan/{question_id}/jawaban": {"POST": OFFICERS},
    "/kas/kunjungan": {"GET": BOOKS_READERS},
    "/kas/kunjungan/{visit_id}": {"GET": BOOKS_READERS},
    "/kas/kunjungan/{visit_id}/jawaban": {"POST": OFFICERS},
    "/kas/kunjungan/tindak-lanjut/{task_id}/penyelesaian": {"POST": OFFICERS},
}
MATRIX: dict[tuple[str, str], Allowed] = {
    (method, path): allowed
    for path, row in (*_ROWS.items(), *WATCHING.items())
    for method, allowed in row.items()
}


async def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Let in whom the table names.

    Raises NotSignedIn, OtherPerson, Locked, Refused("not_found") where the address names a thing,
    else Refused("not_allowed").
    """
    path = connection.scope["path_template"]
    request = Request[Any, Any, State](connection.scope)
    allowed = MATRIX.get((request.method, path), frozenset[Role]())
    if allowed == PUBLIC:
        return
    person: Who | None = connection.scope["state"].get("who")
    if person is None:
        raise NotSignedIn
    if allowed == EVEN_LOCKED:
        return
    meant_for = request.headers.get("lumbung-person", person.public_id)
    if request.method not in SAFE_METHODS and meant_for != person.public_id:
        raise OtherPerson
    if person.locked and not _is_from_outbox(request):
        raise Locked
    if allowed == SIGNED_IN or not person.roles.isdisjoint(allowed):
        return
    raise Refused("not_found" if "{" in path else "not_allowed")


async def real_ids(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Raise Refused("not_found") for a number in the address that no table can hold."""
    ids = (value for value in connection.path_params.values() if isinstance(value, int))
    if any(not 0 <= number <= _MOST_ID for number in ids):
        raise Refused("not_found")


def _is_from_outbox(request: Request[Any, Any, State]) -> bool:
    """Locking never stops the outbox: what its own person wrote before goes on being sent."""
    names = ("lumbung-person", "idempotency-key")
    asks_json = "application/json" in request.headers.get("accept", "")
    return request.method == "POST" and asks_json and all(name in request.headers for name in names)
