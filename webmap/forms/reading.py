"""What was sent, JSON or a form, as a model of webmap.forms.bodies, or what is wrong by field.

One kind of refusal for all: `InvalidChange`, whose problems name the field as it is called in the
body. Doors' refusals become the same (`as_fields`), so a page or the API shows them in one way.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from flask_babel import gettext
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from geodata.checks import fields
from geodata.errors import BadInput, InvalidChange, Oddity, Unconfirmed
from geodata.vocabulary import N_
from webmap.forms.amount_units import in_chosen_units
from webmap.forms.body import Body
from webmap.forms.field_values import WRONG
from webmap.http.query import BadParameters, Problem
from webmap.language.formats import number
from webmap.language.i18n import language, say

Model = TypeVar("Model", bound=Body)
CSRF_FIELD = "csrf_token"
LONGEST_SHOWN = 200

NOT_TAKEN = N_("không nhận trường này")
_REASONS = {
    "missing": N_("cần điền"),
    "extra_forbidden": NOT_TAKEN,
    "bool_type": N_("phải là đúng hoặc sai"),
    "list_type": N_("phải là danh sách"),
    "string_type": N_("phải là chữ"),
    "model_type": N_("phải là một đối tượng {…}"),
    "model_attributes_type": N_("phải là một đối tượng {…}"),
}
_OTHER = N_("giá trị không dùng được")
_ONCE = N_("chỉ được có một giá trị")


def from_json(model: type[Model], data: Mapping[str, Any]) -> Model:
    """A JSON object (of webmap.http.json_body) as the model. Raises InvalidChange."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidChange(_problems(model, error)) from None


def from_form(model: type[Model], form: MultiDict[str, str], also: Collection[str] = ()) -> Model:
    """A form as the model, read as people write in the page's language. Raises InvalidChange.

    An empty field is no value; of a correction it clears what was there. Of a part (`position`)
    the fields are `position.lon` and so on; a list is repeated. `also` names what the page sends
    for itself, such as its buttons.
    """
    form, refused = in_chosen_units(model, form)
    data, problems = _nested(model, form, {CSRF_FIELD, *also})
    problems += refused
    try:
        made = model.model_validate(data, context={"form": language()})
    except ValidationError as error:
        named = {problem.pointer for problem in problems}
        found = [p for p in _problems(model, error) if p.pointer not in named]
        raise InvalidChange([*problems, *found]) from None
    if problems:
        raise InvalidChange(problems)
    return made


def from_query(model: type[Model], args: MultiDict[str, str]) -> Model:
    """The query of an address as the model. Raises BadParameters (400)."""
    try:
        return from_form(model, args)
    except InvalidChange as error:
        raise BadParameters(
            [
                Problem(
                    each.pointer or "",
                    str(each.params.get("value", "")),
                    each.template,
                    each.allowed or (),
                )
                for each in error.problems
            ]
        ) from None


@contextmanager
def as_fields() -> Iterator[None]:
    """Within it, a door's refusal of one value is a refusal of a field, as all others are."""
    try:
        yield
    except InvalidChange:
        raise
    except BadInput as error:
        raise InvalidChange([error]) from error


def by_field(error: InvalidChange) -> dict[str, list[str]]:
    """What is wrong with each field, in the visitor's language; `""`: with the whole."""
    found: dict[str, list[str]] = {}
    for problem in error.problems:
        found.setdefault(problem.pointer or "", []).append(say(problem.template, problem.params))
    return found


def entries(error: InvalidChange) -> dict[str, list[dict[str, object]]]:
    """`errors` of a 422: field to `reason`, `value`, `allowed`, in the current language."""
    found: dict[str, list[dict[str, object]]] = {}
    for problem in error.problems:
        found.setdefault(problem.pointer or "", []).append(
            {
                "reason": say(problem.template, problem.params),
                "value": problem.params.get("value"),
                "allowed": list(problem.allowed or ()),
            }
        )
    return found


def said_of(oddity: Oddity) -> str:
    """What is odd about a change as a sentence, its amounts as the current language writes them."""
    told = {
        name: number(value, 0) if isinstance(value, int) else value
        for name, value in oddity.params.items()
    }
    return gettext(oddity.template) % told


def asked_about(error: Unconfirmed) -> dict[str, list[str]]:
    """What a form asks about words before they are public, as what is wrong with the note."""
    return {"note": [said_of(one) for one in error.oddities]}


def confirming(error: Unconfirmed) -> str:
    """What a form's box bears by which exactly this is confirmed."""
    return ",".join(one.token for one in error.oddities)


# ── What pydantic found ───────────────────────────────────────────────────────────────────────


def _problems(model: type[BaseModel], error: ValidationError) -> list[BadInput]:
    return [_problem(model, item) for item in error.errors(include_url=False)]


def _problem(model: type[BaseModel], item: Any) -> BadInput:
    """One refusal; the place of an item within a list is left to the value that is shown."""
    pointer = ".".join(str(part) for part in item["loc"] if isinstance(part, str))
    if item["type"] == "extra_forbidden":
        known = () if "." in pointer else tuple(model.model_fields)
        shown = _shown(item["input"])
        return BadInput(_REASONS["extra_forbidden"], pointer=pointer, allowed=known, value=shown)
    value = None if item["type"] == "missing" else _shown(item["input"])
    if item["type"] == WRONG:
        said = item["ctx"]
        return BadInput(
            said["template"],
            pointer=pointer,
            allowed=said["allowed"],
            **({"value": value} | said["params"]),
        )
    return BadInput(_REASONS.get(item["type"], _OTHER), pointer=pointer, value=value)


def _shown(value: object) -> str | None:
    """The value as it was sent, cut short, in characters that any encoder can write."""
    if value is None:
        return None
    return fields.shown(value)[:LONGEST_SHOWN].replace("\0", "\ufffd")


# ── A form as a tree ──────────────────────────────────────────────────────────────────────────


def _nested(
    model: type[Body], form: MultiDict[str, str], own: Collection[str]
) -> tuple[dict[str, Any], list[BadInput]]:
    """The form's fields as the model's tree, and what was sent more than once."""
    data: dict[str, Any] = {}
    problems: list[BadInput] = []
    for name in form:
        if name in own:
            continue
        given = [text for text in form.getlist(name) if text.strip()]
        if _is_list(model, name):
            data[name] = given
            continue
        part, _, rest = name.partition(".")
        if rest and not _is_part(model, part):
            data[name] = ", ".join(given)  # a field that there is not
            continue
        if not given and part in model.model_fields:
            if model.PARTIAL:  # what was emptied is no more, what is not on the form stays
                data.setdefault(part, None)
            continue
        if len(given) > 1:
            problems.append(BadInput(_ONCE, pointer=name, value=_shown(", ".join(given))))
        value = given[0] if given else ""
        if rest and not isinstance(data.get(part), str):
            data[part] = (data.get(part) or {}) | {rest: value}
        else:
            data[name] = value
    return data, problems


def _is_list(model: type[BaseModel], name: str) -> bool:
    """Whether a field takes several values of a form: a list that is not read from one text."""
    field = model.model_fields.get(name)
    return field is not None and _list_of_values(field.annotation)


def _list_of_values(annotation: Any) -> bool:
    return any(get_origin(kind) is list for kind in _kinds(annotation))


def _is_part(model: type[BaseModel], name: str) -> bool:
    """Whether a field has fields of its own, which a form names `name.field`."""
    field = model.model_fields.get(name)
    return field is not None and any(
        isinstance(kind, type) and issubclass(kind, BaseModel) for kind in _kinds(field.annotation)
    )


def _kinds(annotation: Any) -> Iterator[Any]:
    """The types that a field takes, without what is said about them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for each in get_args(annotation):
            yield from _kinds(each)
    else:
        yield annotation
