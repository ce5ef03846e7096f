"""What the public sees of reviews: a frozen one once it is published, and with it nothing of
another that is not."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata import journal
from geodata.checks import row_checks
from geodata.errors import Conflict, NotFound
from geodata.journal import Officer, record
from geodata.models.reviews import ReviewPublication, ReviewRevision
from geodata.reviews import states
from geodata.reviews.preparing import may_manage
from geodata.reviews.states import ReviewState
from geodata.vocabulary import N_


def publish(session: Session, officer: Officer, code: str, published: bool) -> None:
    """Show a frozen review to the public, or no longer.

    What a review is compared with stands in its slides and documents, and so is published before
    it and withdrawn after it. Raises Conflict, also before the review is frozen.
    """
    journal.lock(session)
    state = states.review(session, code)
    may_manage(row_checks.definition_of(session), officer, state.office)
    if not state.frozen:
        raise Conflict(N_("Chốt số liệu trước rồi mới công bố được."))
    if published:
        _earlier_is_published(session, state)
    else:
        _nothing_published_shows(session, state)
    action = "review.publish" if published else "review.unpublish"
    rev = record(session, officer, action, "review", code)
    session.add(ReviewPublication(rev=rev, review_id=state.id, published=published))
    session.flush()


def compared_with(session: Session, state: ReviewState) -> ReviewState | None:
    """The frozen review that one is compared with. Of a published review only a published one: an
    earlier review may be frozen after the later one was published."""
    earlier = _against(session, state)
    if earlier is None or not earlier.frozen or (state.published and not earlier.published):
        return None
    return earlier


def _against(session: Session, state: ReviewState) -> ReviewState | None:
    if state.against is None:
        return None
    try:
        return states.review(session, state.against)
    except NotFound:
        return None


def _earlier_is_published(session: Session, state: ReviewState) -> None:
    earlier = _against(session, state)
    if earlier is not None and earlier.frozen and not earlier.published:
        raise Conflict(
            N_(
                "Kỳ này so sánh với “%(name)s” (%(code)s), kỳ đó chưa công bố. Công bố kỳ đó trước."
            ),
            name=earlier.name,
            code=earlier.code,
        )


def _nothing_published_shows(session: Session, state: ReviewState) -> None:
    ids = select(ReviewRevision.review_id).where(ReviewRevision.against == state.code)
    for later in states.reviews(session, ids):
        if later.published and later.against == state.code:
            raise Conflict(
                N_(
                    "Kỳ “%(name)s” (%(code)s) đang công bố và so sánh với kỳ này. "
                    "Thôi công bố kỳ đó trước."
                ),
                name=later.name,
                code=later.code,
            )
