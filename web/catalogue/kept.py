"""Pages of goods as they left, found again by what they were made of."""

from collections import OrderedDict

from web.catalogue.reading import Asked
from web.identity import Who
from web.pages import Packed, etag_of
from web.static_files import static_tree

_MOST = 96


def tag_of(asker: Who, asked: Asked, query: str, *, has_style: bool) -> str:
    """Return the ETag of a page: of the person and phone, her frame and basket, the list, the
    address."""
    frame = (asker.name, sorted(asker.roles), asker.unread, asker.ready_orders, has_style)
    ids = (asker.public_id, asker.device_public_id)
    made_of = (ids, asker.cooperative_name, frame, asked, query)
    return etag_of(static_tree().digest, repr(made_of))


class KeptPages:
    """The latest pages, plain and in brotli; the one kept for longest goes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bool], Packed] = OrderedDict()

    def find(self, tag: str, *, is_packed: bool) -> Packed | None:
        """Return the page, if it left lately."""
        return self._kept.get((tag, is_packed))

    def keep(self, tag: str, made: Packed, *, is_packed: bool) -> Packed:
        """Keep a page as it leaves."""
        self._kept[tag, is_packed] = made
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return made
