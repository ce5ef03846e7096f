"""Two descriptions of a project side by side: what was typed, and what was sent meanwhile."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geodata.errors import BadInput
from geodata.geojson import shape
from geodata.history.changed_fields import FieldChange
from geodata.models import ProjectRevision
from webmap.access import identity
from webmap.language.formats import NOTHING
from webmap.officers.project_desk.form_state import Side, row_as_text
from webmap.officers.project_desk.forms import REVISION, WHY_REVISED, Field
from webmap.officers.project_desk.page import DeskPage
from webmap.public.projects import change_words

Texts = Mapping[str, Sequence[str]]


def against(
    session: Session, page: DeskPage, typed: Texts, theirs: Mapping[str, Any]
) -> tuple[str, list[Side]]:
    """Whose description came meanwhile, and the fields that differ from what was typed."""
    row = session.get(ProjectRevision, theirs["id"])
    assert row is not None  # what a description conflicts with is there
    standing = row_as_text(REVISION.fields, row) | {
        "units": theirs["units"],
        "reason": [row.reason],
    }
    fields = (*REVISION.fields, WHY_REVISED)
    sides = [
        (one, *_outlines(typed, row.place))
        if one.kind == "place"
        else (one, _said(page, one, typed), _said(page, one, standing))
        for one in fields
    ]
    office = identity.office_name(page.definition, theirs["office"] or "")
    return office, [(_(one.label), own, other, True) for one, own, other in sides if own != other]


def _outlines(typed: Texts, theirs: BaseGeometry | None) -> tuple[str, str]:
    """The outline that was typed and the one that stands, in words; how far they are apart."""
    text = next((each.strip() for each in typed.get("place", ()) if each.strip()), "")
    try:
        mine = shape(text) if text else None
    except BadInput:
        return text, change_words.written(FieldChange("", "place", None, theirs), theirs, str)
    if mine is not None and theirs is not None and mine.equals_exact(theirs, 1e-7):
        return text, text
    own = change_words.written(FieldChange("", "place", None, mine), mine, str)
    return own, change_words.written(FieldChange("", "place", mine, theirs), theirs, str)


def _said(page: DeskPage, one: Field, texts: Texts) -> str:
    given = [text.replace("\r\n", "\n").strip() for text in texts.get(one.name, ()) if text]
    if one.kind == "check":
        return _("Có") if given else NOTHING
    words = dict(page.choices(one.listing)) if one.listing else {}
    return ", ".join(words.get(text, text) for text in given if text) or NOTHING
