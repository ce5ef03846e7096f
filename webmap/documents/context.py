"""What the maker of a document is given beside the frozen figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Progress = Callable[[str, int, int], None]
"""Told what is being made (in words), how many steps are done, and how many there are."""


LONGEST_PROPERTY = 255
"""Letters that a property of an office file (its title) takes."""


def silent(_what: str, _done: int, _all: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Context:
    """`address`: the page that confirms the document, for its QR code; `media`: the folder of the
    photos; `plan`: how the slides were arranged; `decisions`: what the meeting decided, as
    {slide, text, office, due_on}; `template`: the office's own template of the report, if it has
    one."""

    address: str
    media: Path
    plan: Sequence[Mapping[str, Any]] = ()
    decisions: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    template: Path | None = None
