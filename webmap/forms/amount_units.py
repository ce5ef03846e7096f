"""The unit that is chosen beside an amount on a form: đồng, triệu, tỷ. A program sends đồng."""

from typing import Any, get_args

from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from geodata.checks.written import in_unit
from geodata.errors import BadInput
from webmap.forms.field_types import Money

UNIT_OF = "_unit"
"""What the field of the unit is called: the amount's own name and this."""


def in_chosen_units(
    model: type[BaseModel], form: MultiDict[str, str]
) -> tuple[MultiDict[str, str], list[BadInput]]:
    """The form with its amounts in the units chosen beside them, without the fields of these
    units; and the amounts that name another unit themselves."""
    names = [name for name in form if _is_unit(model, name)]
    made, problems = form.copy(), []
    for name in names:
        field, unit = name.removesuffix(UNIT_OF), made.poplist(name)[0]
        given = [text for text in made.getlist(field) if text.strip()]
        if len(given) != 1:
            continue
        try:
            made[field] = in_unit(given[0], unit)
        except BadInput as error:
            value = given[0][:200].encode("utf-8", "replace").decode()
            problems.append(
                BadInput(error.template, pointer=field, allowed=error.allowed, value=value)
            )
    return made, problems


def _is_unit(model: type[BaseModel], name: str) -> bool:
    field = model.model_fields.get(name.removesuffix(UNIT_OF))
    if field is None or not name.endswith(UNIT_OF) or name in model.model_fields:
        return False
    return _is_money(field.annotation) or any(isinstance(mark, Money) for mark in field.metadata)


def _is_money(annotation: Any) -> bool:
    return any(isinstance(part, Money) or _is_money(part) for part in get_args(annotation))
