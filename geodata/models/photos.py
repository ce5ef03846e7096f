"""Pictures of a site: stage, caption, size, place. Their bytes are files, named by digest."""

from shapely.geometry.base import BaseGeometry
from sqlalchemy import CheckConstraint, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from geodata.columns import Geometry
from geodata.models.base import Fact


class Photo(Fact):
    """A picture of a project's site; `effective_on` is the day on which it was taken.

    `digest` is the SHA-256 of the bytes that are kept and served (see `geodata.media`), sides in
    pixels, `position` where the camera stood, in EPSG:4326.
    """

    __tablename__ = "photos"
    __table_args__ = (
        CheckConstraint("stage IN ('before', 'during', 'after')", name="stage"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    stage: Mapped[str] = mapped_column(String)
    caption: Mapped[str] = mapped_column(String)
    digest: Mapped[str] = mapped_column(String, index=True)
    media_type: Mapped[str] = mapped_column(String)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    position: Mapped[BaseGeometry | None] = mapped_column(Geometry("POINT"), nullable=True)
