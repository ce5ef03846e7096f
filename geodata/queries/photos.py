"""Which pictures may be shown."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.models.photos import Photo
from geodata.queries.facts import Reach, alive
from geodata.queries.moments import Moment


def published(session: Session, moment: Moment, digest: str, media_type: str) -> bool:
    """Whether a picture's bytes may be handed out: a row of today names them.

    `known_at` is not asked: a picture that was taken back is gone for every question.
    """
    wanted = select(Photo.id).where(
        *alive(Photo, Reach(moment.last_rev, moment.today)),
        Photo.digest == digest,
        Photo.media_type == media_type,
    )
    return session.scalar(wanted.limit(1)) is not None
