"""A form of the desk as it stands on the page: what was typed or what the corrected row says."""

from collections.abc import Mapping, Sequence
from typing import Any

import shapely
from flask_babel import gettext

from geodata.errors import Oddity
from webmap.forms.form_state import FormState
from webmap.forms.reading import said_of
from webmap.officers.project_desk.forms import Field, Form, shown
from webmap.officers.project_desk.page import DeskPage

Side = tuple[str, str, str, bool]
"""A field's name, what was typed, what stands, whether they differ."""


class DeskForm(FormState):
    """A form with its fields; `extra` are fields beside its own (a reason, a code). `lead`: what
    it is filled in with; `against`: whose entry came meanwhile, and both side by side; `asked`:
    what looks odd, before it counts."""

    def __init__(
        self,
        page: DeskPage,
        form: Form,
        typed: Mapping[str, Sequence[str]],
        wrong: Mapping[str, Sequence[str]] | None = None,
        *,
        action: str,
        back: tuple[str, str],
        extra: Sequence[Field] = (),
        client_uuid: str | None = None,
        base_version: int | str | None = None,
        goes_on: bool = False,
        voids: bool = False,
        saved: str = "",
        warnings: Sequence[str] = (),
        lead: str = "",
        against: tuple[str, Sequence[Side]] | None = None,
        asked: Sequence[Oddity] = (),
    ) -> None:
        self.fields = (*form.fields, *extra)
        self.LABELS = {one.name: one.label for one in self.fields}
        super().__init__(typed, wrong, client_uuid=client_uuid, base_version=base_version)
        self.page, self.form, self.action = page, form, action
        self.back, self.back_words = back
        self.goes_on, self.voids, self.saved = goes_on, voids, saved
        self.warnings = warnings
        self.lead, self.against = lead, against
        self.asked = [said_of(one) for one in asked]
        self.confirming = ",".join(one.token for one in asked)
        self.serial = bool(asked) and bool(self.value("again"))

    @property
    def intro(self) -> str:
        """What to know before filling it in."""
        return gettext(self.form.intro) if self.form.intro else ""

    @property
    def button(self) -> str:
        """What sending it is called."""
        return gettext(self.form.button)

    def choices(self, listing: str) -> list[tuple[str, str]]:
        """What may be chosen of a list."""
        return self.page.choices(listing)

    def nothing(self, field: Field) -> str:
        """The choice that is none."""
        if field.listing == "milestone":
            return gettext("Mốc mới (ghi tên ở dưới)")
        return gettext("Chọn…") if field.needed else "–"


def row_as_text(fields: Sequence[Field], row: Any) -> dict[str, list[str]]:
    """A row as the fields of its form; a field that is no column of it is left out."""
    told = {one.name: _text(one, getattr(row, one.name, None)) for one in fields}
    return {name: [text] for name, text in told.items() if text}


def _text(one: Field, value: Any) -> str:
    if one.kind == "place":
        return "" if value is None else shapely.to_wkt(value, rounding_precision=7)
    if one.kind == "curve":
        return "\n".join(f"{day} {percent:g}" for day, percent in value or ())
    return shown(one, value)
