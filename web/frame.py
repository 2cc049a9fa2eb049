"""The frame round every page: whose cooperative, who is signed in, as what, where to go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cooperative.actors import OFFICERS, SHOP, Role
from cooperative.clock import zone_name
from web.answers import AnyRequest
from web.identity import Who, locks_itself
from web.static_files import static_tree
from web.words import ROLES


@dataclass(frozen=True)
class Tab:
    """One place of the frame. `badge` counts what needs this person."""

    label: str
    url: str
    icon: str
    badge: int = 0
    current: bool = False


@dataclass(frozen=True)
class RoleLink:
    """One of the person's roles here."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Notice:
    """One sentence on top of the page about what was just done, with the way to take it back."""

    text: str
    kind: str = "done"
    undo_url: str = ""


@dataclass(frozen=True)
class Frame:
    """What `base.html` needs to know."""

    cooperative_name: str = "Lumbung"
    person_name: str | None = None
    person_public_id: str = ""
    device_public_id: str = ""
    locks_itself: bool = False  # a phone that lies on the counter
    area: str = "masuk"
    tabs: list[Tab] = field(default_factory=list)
    roles: list[RoleLink] = field(default_factory=list)
    unread: int = 0
    basket_count: int = 0
    hide_amounts: bool = False
    notice: Notice | None = None
    as_of: datetime | None = None
    zone_name: str = "WIB"
    zone: str = "Asia/Pontianak"
    now: datetime | None = None
    path: str = "/"
    has_style: bool = False  # her browser keeps the stylesheet: the page only points to it


# area: (roles that may enter, tabs as label, address, icon, badge)
_TABS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "anggota": (
        ("Beranda", "/", "home", ""),
        ("Barang", "/barang", "goods", ""),
        ("Pesanan", "/pesanan", "orders", "ready_orders"),
        ("Simpanan", "/simpanan", "savings", ""),
    ),
    "gerai": (
        ("Jual", "/gerai/jual", "cash", ""),
        ("Pesanan", "/gerai/pesanan", "orders", "shop_orders"),
        ("Stok", "/gerai/stok", "goods", ""),
        ("Masuk", "/gerai/barang-masuk", "truck-in", ""),
        ("Selisih", "/gerai/selisih", "warning", "differences"),
    ),
    "kas": (
        ("Setor", "/kas/setor", "savings", ""),
        ("Anggota", "/kas/anggota", "people", ""),
        ("Tanya", "/kas/pertanyaan", "flag", ""),
        ("HP", "/kas/hp", "phone", ""),
        ("Buku", "/kas/buku", "book", ""),
    ),
    "pantau": (
        ("Wilayah", "/pantau/wilayah", "flag", ""),
        ("Koperasi", "/pantau", "shop", ""),
        ("Kunjungan", "/pantau/kunjungan", "calendar", ""),
        ("Pendamping", "/pantau/pendamping", "people", ""),
    ),
}

# Places of an area that only some of its people have.
_ONLY_FOR: dict[str, frozenset[Role]] = {
    # Pengawas reads the books of the officers; money and phones are not hers to manage.
    **dict.fromkeys(("/kas/setor", "/kas/pertanyaan", "/kas/hp"), OFFICERS),
    **dict.fromkeys(("/pantau/wilayah", "/pantau/pendamping"), frozenset({Role.PMO})),
    "/pantau/kunjungan": frozenset({Role.ASSISTANT}),
}

_AREAS: tuple[tuple[str, frozenset[Role], str], ...] = (
    ("anggota", frozenset({Role.MEMBER}), "/"),
    ("gerai", SHOP, "/gerai/pesanan"),
    ("kas", frozenset({*OFFICERS, Role.SUPERVISOR}), "/kas/anggota"),
    ("pantau", frozenset({Role.ASSISTANT, Role.PMO}), "/pantau"),
)
_AREA_ROLES = {name: roles for name, roles, _ in _AREAS}
# Whoever has work here begins with it; her own savings are one tap away.
_FIRST = ("kas", "gerai", "pantau", "anggota")
# Pages every role has are shown in the frame of the person's first area.
_SHARED = ("/kotak-masuk", "/kiriman", "/hp-ini")


def home_of(roles: frozenset[Role]) -> str:
    """Return the first page of somebody with these roles."""
    pages = {name: _front(url, roles) for name, allowed, url in _AREAS if allowed & roles}
    return next((pages[name] for name in _FIRST if name in pages), "/kotak-masuk")


def _front(url: str, roles: frozenset[Role]) -> str:
    """Return the first page of an area: a PMO begins with her region."""
    return "/pantau/wilayah" if url == "/pantau" and Role.PMO in roles else url


def frame_of(request: AnyRequest, who: Who | None, *, now: datetime) -> Frame:
    """Build the frame of the page that `request` asks for."""
    path = request.url.path
    has_style = keeps_style(request.cookies, request.headers.get("lumbung-shell"))
    if who is None or who.locked:
        name = who.cooperative_name if who else "Lumbung"
        return Frame(cooperative_name=name, now=now, path=path, has_style=has_style)
    area = _area_of(path, who.roles)
    return Frame(
        cooperative_name=who.cooperative_name or "Lumbung",
        person_name=who.name,
        person_public_id=who.public_id,
        device_public_id=who.device_public_id,
        locks_itself=locks_itself(who.roles),
        area=area,
        tabs=_tabs_of(area, path, who),
        roles=_roles_of(area, who.roles),
        unread=who.unread,
        basket_count=who.basket_count,
        hide_amounts="sembunyi" in request.cookies,
        zone=who.zone,
        zone_name=zone_name(who.zone),
        now=now,
        path=path,
        has_style=has_style,
    )


def keeps_style(cookies: Mapping[str, str], shell: str | None) -> bool:
    """Tell whether the browser keeps the stylesheet of today: a cookie says so
    (`page/keep_style.js`), or the worker in the header `Lumbung-Shell`."""
    return static_tree().digest in {cookies.get("gaya"), shell}


def _area_of(path: str, roles: frozenset[Role]) -> str:
    first = path.split("/", 2)[1]
    if first in _TABS:
        return first
    if path.startswith(_SHARED) and Role.MEMBER not in roles:
        return next((name for name in _FIRST if _AREA_ROLES[name] & roles), "anggota")
    return "anggota"


def _tabs_of(area: str, path: str, who: Who) -> list[Tab]:
    if not _AREA_ROLES[area] & who.roles:
        return []
    tabs = [tab for tab in _TABS[area] if _ONLY_FOR.get(tab[1], who.roles) & who.roles]
    current = max((url for _, url, _, _ in tabs if _is_under(path, url)), key=len, default="")
    return [
        Tab(label, url, icon, badge=getattr(who, badge) if badge else 0, current=url == current)
        for label, url, icon, badge in tabs
    ]


def _is_under(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url + "/"))


def _roles_of(area: str, roles: frozenset[Role]) -> list[RoleLink]:
    found: list[RoleLink] = []
    for name, allowed, url in _AREAS:
        mine = [role for role in Role if role in allowed & roles]
        if mine:
            # An officer in the shop stands behind its counter: her office has a line of its own.
            mine = [Role.SHOPKEEPER] if name == "gerai" else mine
            label = ", ".join(ROLES[role.value] for role in mine)
            found.append(RoleLink(label, _front(url, roles), current=name == area))
    return found
