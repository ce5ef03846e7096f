"""What every table shares: naming of constraints, and the marks of a row that is only appended."""

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Date, ForeignKey, Integer, MetaData, Row, Select, String, Table
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from geodata import clock
from geodata.columns import Json

PlainRow = Row[*tuple[Any, ...]]
"""A row of a table read as plain columns: its attributes are those of the model."""
Query = Select[*tuple[Any, ...]]
"""A statement that gives such rows."""
APPEND_ONLY: set[str] = set()
"""Names of the tables whose rows the store itself refuses to change or delete."""


class Base(DeclarativeBase):
    """Declarative base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    id: Mapped[int] = mapped_column(Integer, primary_key=True)

    if TYPE_CHECKING:
        __table__: ClassVar[Table]  # every model here is a table, none a join


class Appended(Base):
    """A row that is written once, under one `rev` of the journal."""

    __abstract__ = True

    @declared_attr
    def rev(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("journal.rev"), index=True)

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        if "__tablename__" in cls.__dict__:
            APPEND_ONLY.add(cls.__tablename__)


class Fact(Appended):
    """A row that bears a figure: true on a day, known from a `rev`, corrected by a later row.

    The current row is the latest by (`counts_from`, `rev`) with `counts_from` ≤ as_of that no row
    known by then supersedes. A row with `voided` takes back the one it supersedes.
    """

    __abstract__ = True

    effective_on: Mapped[dt.date] = mapped_column(Date)
    reason: Mapped[str | None] = mapped_column(String)
    voided: Mapped[bool] = mapped_column(default=False)
    illustrative: Mapped[list[str]] = mapped_column(Json, default=list)
    source: Mapped[str | None] = mapped_column(String)

    @hybrid_property
    def counts_from(self) -> dt.date:
        """The day from which the row counts; in a statement, the expression of it. Whoever asks
        what is true on a day asks this, never `effective_on`."""
        return self.effective_on

    @declared_attr
    def supersedes_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"), index=True)


def counts_from(row: Any) -> dt.date:
    """`Fact.counts_from` of a row that was read as plain columns: what is of a month counts from
    the month's last day, or from the day of the statement that tells it where that comes first."""
    told: dt.date = row.effective_on
    month: dt.date | None = getattr(row, "month", None)
    return told if month is None else min(told, clock.month_end(month))
