"""A photo that was sent along with a form."""

from dataclasses import dataclass
from pathlib import Path

from cooperative.refusals import Refused
from cooperative.store.photos import store_photo
from web.forms.form import Form


@dataclass(frozen=True)
class SentPhoto:
    """A photo that was sent along: its digest, or why it cannot be used."""

    digest: str | None = None
    problem: str = ""


def photo_of(form: Form, folder: Path) -> SentPhoto:
    """Make the photo `foto` small and keep it in `folder`, before the books are opened: it takes
    longer than they may be held."""
    sent = form.file("foto")
    if sent is None or not sent.content:
        return SentPhoto()
    try:
        return SentPhoto(digest=store_photo(folder, sent.content))
    except Refused as refusal:
        return SentPhoto(problem=refusal.code)
