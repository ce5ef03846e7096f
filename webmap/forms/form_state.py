"""A form as a person left it: what was typed, what is wrong with it; nothing typed is lost."""

import uuid
from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext
from werkzeug.datastructures import MultiDict


class FormState:
    """What a form's template reads. Forms of a subject subclass it.

    `typed`: field to texts; `wrong`: field to sentences in the visitor's language. `client_uuid`
    stays the same until the form was taken, so that sending it again is no second entry.
    """

    LABELS: Mapping[str, str] = {}
    """Field to what it is called (a msgid), in the order of the form."""

    def __init__(
        self,
        typed: Mapping[str, Sequence[str]],
        wrong: Mapping[str, Sequence[str]] | None = None,
        *,
        client_uuid: str | None = None,
        base_version: int | str | None = None,
    ) -> None:
        self.typed = typed
        self.wrong = {name: tuple(texts) for name, texts in (wrong or {}).items() if texts}
        self.client_uuid = client_uuid or str(uuid.uuid4())
        self.base_version = base_version
        self.confirming = ""
        """What a box of the form confirms of what was asked; nothing when nothing was."""

    def value(self, name: str) -> str:
        """The text of a field; nothing when it was left out."""
        return next(iter(self.typed.get(name, ())), "")

    def values(self, name: str) -> Sequence[str]:
        """The texts of a field that may have several."""
        return self.typed.get(name, ())

    def problems(self, name: str) -> Sequence[str]:
        """What is wrong with a field."""
        return self.wrong.get(name, ())

    @property
    def has_problems(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.wrong)

    @property
    def listed(self) -> Iterator[tuple[str, str, str]]:
        """Field, its name, what is wrong with it; in the form's order, what has no field last."""
        order = {name: place for place, name in enumerate(self.LABELS)}
        for name in sorted(self.wrong, key=lambda name: order.get(name, len(order))):
            label = gettext(self.LABELS[name]) if name in self.LABELS else ""
            for text in self.wrong[name]:
                yield name, label, text


def lists(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """A request's form as field to texts."""
    return dict(form.lists())
