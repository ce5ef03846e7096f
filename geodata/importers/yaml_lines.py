"""YAML read with the line of every value, so that a refusal can say where.

Scalars follow the YAML 1.2 core schema: `on`, `yes` and `12:30` are texts. Dates stay texts; the
schemas parse them.
"""

import math
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from geodata.errors import BrokenFile
from geodata.vocabulary import N_

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
_INT = re.compile(r"[-+]?\d{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d{1,3})?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

Loc = tuple[str | int, ...]


class Document:
    """A parsed file: `data`, and the line on which each path of it begins."""

    def __init__(self, name: str, data: Any, lines: dict[Loc, int]) -> None:
        self.name, self.data, self._lines = name, data, lines

    def line(self, loc: Loc) -> int | None:
        """The line of a path, or of its nearest known ancestor."""
        path = tuple(loc)
        while path not in self._lines and path:
            path = path[:-1]
        return self._lines.get(path)

    def broken(self, loc: Loc, reason: str, **params: object) -> BrokenFile:
        """A refusal that names this file and the line of a path."""
        return BrokenFile(self.name, self.line(loc), reason, **params)


def read(path: Path, name: str) -> Document:
    """Read a YAML file. Raises BrokenFile with the line for what is not well formed, for a key
    given twice, an alias, a NaN, or more nesting than any of our files has."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        raise BrokenFile(name, None, N_("không đọc được tệp")) from error
    except UnicodeDecodeError as error:
        raise BrokenFile(
            name, raw[: error.start].count(b"\n") + 1, N_("không phải UTF-8")
        ) from error
    if len(raw) > MAX_BYTES:
        raise BrokenFile(name, None, N_("tệp lớn hơn 5 MB"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise BrokenFile(
            name, line, N_("sai cú pháp YAML (%(problem)s)"), problem=error.problem
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BrokenFile(name, None, N_("sai cú pháp YAML hoặc lồng quá sâu")) from error
    if root is None:
        raise BrokenFile(name, 1, N_("tệp rỗng"))
    reader = _Reader(name)
    return Document(name, reader.value(root, ()), reader.lines)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Loc, int] = {}
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(loc, line)
        if len(loc) > MAX_DEPTH or id(node) in self.seen:
            raise BrokenFile(self.name, line, N_("bí danh (*) hoặc lồng quá sâu không được phép"))
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*loc, index)) for index, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)  # there is no fourth kind
        return self._scalar(node, line)

    def _mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if not isinstance(key, str) or key in found:
                raise BrokenFile(self.name, line, N_("khóa “%(key)s” viết hai lần"), key=key)
            self.lines[(*loc, key)] = line
            found[key] = self.value(value_node, (*loc, key))
        return found

    def _scalar(self, node: yaml.ScalarNode, line: int) -> Any:
        text = node.value
        if node.style in ("'", '"', "|", ">"):
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if _INT.match(text):
            return int(text)
        if _FLOAT.match(text):
            if not math.isfinite(float(text)):
                raise BrokenFile(self.name, line, N_("số quá lớn: %(text)s"), text=text)
            return Decimal(text)
        return text
