"""What changed since a review was frozen, in words."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _

from geodata.history.changed_fields import FieldChange
from geodata.history.project_changes import ProjectChange
from geodata.queries.definition import Definition
from geodata.reviews import Difference
from geodata.vocabulary import N_
from webmap.access import identity
from webmap.language import formats
from webmap.language.i18n import local
from webmap.public.projects import change_words

ACTIONS = {
    "added": N_("bổ sung"),
    "corrected": N_("đính chính"),
    "withdrawn": N_("rút lại"),
}


def change_lines(found: Difference, definition: Definition) -> Iterator[str]:
    """Lines for a terminal, fields parted by tabs: `method VERSION FIGURES WHAT`, then
    `figure PATH THEN NOW CAUSE ROWS`, then `row KIND CODE DAY WHAT ACTION CHANGES REASON`. Numbers
    of figures are plain, for programs; changes of rows are in words. What people wrote breaks no
    line and no field."""
    for step in found.methods:
        yield _line("method", str(step.method.version), str(step.figures), _(step.method.says))
    for change in found.figures:
        causes = [
            name
            for name, holds in (("data", change.by_data), ("method", change.by_method))
            if holds
        ]
        yield _line(
            "figure",
            "/".join(change.path),
            _plain(change.then),
            _plain(change.now),
            "+".join(causes),
            ",".join(change.rows),
        )
    for row in found.rows:
        for told in row.changes:
            yield _line(
                "row",
                row.kind,
                row.code,
                told.effective_on.isoformat(),
                _(told.what),
                _(ACTIONS[told.action]),
                fields_in_words(told, definition),
                told.reason or "-",
            )


def fields_in_words(change: ProjectChange, definition: Definition) -> str:
    """What each field was and is, as people read it; `definition`: who offices are."""
    return "; ".join(
        f"{_(field.name)}: {_written(field, field.old, definition)} → "
        f"{_written(field, field.new, definition)}"
        for field in change.fields
    )


def _written(field: FieldChange, value: Any, definition: Definition) -> str:
    if field.kind == "award_form" and value in definition.award_forms:
        return local(definition.award_forms[value], "name")
    return change_words.written(
        field, value, lambda office: identity.office_name(definition, office)
    )


def _line(*fields: str) -> str:
    return "\t".join(" ".join(field.split()) for field in fields)


def _plain(value: Any) -> str:
    """A figure without the ornaments of a language, so that programs can read it."""
    return formats.NOTHING if value is None else str(value)
