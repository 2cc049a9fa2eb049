"""The page of one entry of the day book: its receipt, and the same as a text to send on."""

import json
from typing import Any

from litestar import Response

from cooperative.actors import OFFICERS
from cooperative.ledger.corrections import TAKEN_BACK_ALONE
from cooperative.ledger.entries import find_entry
from cooperative.ledger.receipts import EntryPage, entry_page
from cooperative.people.access import second_person_exists
from web import formats, words
from web.answers import AnyRequest
from web.identity import Who, who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept


def show_entry_page(
    request: AnyRequest, entry_id: int, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show an entry of her cooperative; `kept` is a correction that was refused.

    Raises Refused("not_found").
    """
    asker = who(request)
    with request.app.state.books.reading() as session:
        view = entry_page(session, asker.cooperative_id, entry_id)
        wrong_id = view.entry.reverses_id
        wrong = find_entry(session, asker.cooperative_id, wrong_id) if wrong_id else None
        others = second_person_exists(session, asker.cooperative_id, OFFICERS, asker.person_id)
    is_own = view.member is not None and view.member.person_id == asker.person_id and others
    return page(
        request,
        "cash/entry.html",
        status=kept.status if kept else 200,
        view=view,
        entry=view.entry,
        wrong=wrong,
        title=title_of_entry(view),
        shared=receipt_text(view, asker),
        is_new="baru" in request.query_params,
        repeated="sudah" in request.query_params,
        may_correct=bool(asker.roles & OFFICERS)
        and not is_own
        and view.reversed_by is None
        and view.entry.kind in TAKEN_BACK_ALONE,
        errors={"alasan" if kept.problems else "": _sentence(kept)} if kept else {},
        key=kept.key if kept else form_key(),
    )


def title_of_entry(view: EntryPage) -> str:
    """Say what an entry is: `Setor simpanan wajib Juni, Juli 2026`."""
    said = [words.ENTRY_KINDS[view.entry.kind.value]]
    if view.entry.kind in TAKEN_BACK_ALONE and view.entry.kind != "credit_payment":
        said += [words.SAVINGS_KINDS[kind.value].lower() for kind in view.accounts]
    facts: dict[str, Any] = json.loads(view.entry.facts)
    return " ".join(filter(None, (*said, formats.periods_label(facts.get("periods", [])))))


def receipt_text(view: EntryPage, asker: Who) -> str:
    """Return the receipt as a text for a chat."""
    entry = view.entry
    lines = [asker.cooperative_name]
    if view.member:
        name = f"{view.member.honorific} {view.member.name}".strip()
        lines.append(f"{view.member.number} {name}")
    lines += [
        f"{title_of_entry(view)}: {formats.rupiah(view.amount_rupiah)}",
        formats.day(entry.occurred_on),
    ]
    return formats.share_text(f"Nota {entry.book_no}/{entry.book_year}", lines)


def _sentence(kept: Kept) -> str:
    return next(iter(kept.problems.values()), kept.sentence)
