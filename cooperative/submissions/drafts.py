"""Forms that could not be read, kept on the server until their owner has put them right."""

from collections.abc import Mapping

from sqlmodel import Session, col, delete, func, select

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.submissions.reach import sent_by
from cooperative.submissions.tables import Draft
from cooperative.submissions.verdicts import KEY_REUSED, Envelope, Verdict

# Whoever sends rubbish fills only a drawer of her own: the oldest draft makes room.
MOST_DRAFTS = 20
_PATH_LETTERS = 120


def keep_draft(
    session: Session, envelope: Envelope, problems: Mapping[str, str], *, by: Actor
) -> Verdict:
    """Keep the form under its key, or answer `key_reused` if the key is somebody else's draft."""
    known = session.get(Draft, (by.cooperative_id, envelope.key))
    if known is not None and known.person_id != by.person_id:
        return KEY_REUSED
    verdict = Verdict(422, "form_errors", final=False, problems=dict(problems))
    if envelope.fields is None:
        return verdict
    if known is None:
        _make_room(session, by)
    session.merge(
        Draft(
            cooperative_id=by.cooperative_id,
            key=envelope.key,
            person_id=by.person_id,
            path=envelope.path[:_PATH_LETTERS],
            fields=envelope.fields,
            problems=dict(problems),
            saved_at=moment_of(session),
        )
    )
    return Verdict(
        422,
        "form_errors",
        final=False,
        location=f"/kiriman/{envelope.key}",
        problems=dict(problems),
    )


def drop_draft(session: Session, key: str, *, by: Actor) -> None:
    """Forget the draft of this key: it has its verdict now, or its owner does not want it."""
    session.exec(
        delete(Draft).where(
            col(Draft.cooperative_id) == by.cooperative_id,
            col(Draft.key) == key,
            col(Draft.person_id) == by.person_id,
        )
    )


def find_draft(session: Session, key: str, *, by: Actor) -> Draft | None:
    """Return the person's own draft of this key."""
    return session.exec(select(Draft).where(sent_by(Draft, by), col(Draft.key) == key)).first()


def drafts_of(session: Session, *, by: Actor) -> list[Draft]:
    """Return the person's drafts, newest first."""
    drafts = select(Draft).where(sent_by(Draft, by))
    return list(session.exec(drafts.order_by(col(Draft.saved_at).desc())))


def _make_room(session: Session, by: Actor) -> None:
    count = session.exec(select(func.count()).select_from(_drafts(by).subquery())).one()
    if count < MOST_DRAFTS:
        return
    oldest = _drafts(by).order_by(col(Draft.saved_at)).limit(count - MOST_DRAFTS + 1)
    for draft in session.exec(oldest).all():
        drop_draft(session, draft.key, by=by)


def _drafts(by: Actor):  # noqa: ANN202 - the type of a select is longer than what it says
    return select(Draft).where(
        col(Draft.cooperative_id) == by.cooperative_id, col(Draft.person_id) == by.person_id
    )
