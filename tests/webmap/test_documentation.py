"""The documents say what the code does: addresses, parameters, commands."""

import re

import click
import pytest

from layers import catalog
from webmap.config import PROJECT_ROOT
from webmap.http import query

BUILT_IN = {"run", "shell", "routes"}


@pytest.fixture
def app(make_app, sqlite):
    return make_app(sqlite.new())


def first_cells(path, heading):
    """The code in the first cell of each row of the table under a heading (None: the first)."""
    text = (PROJECT_ROOT / "docs" / path).read_text()
    part = text.split(f"\n## {heading}\n", 1)[1] if heading else text
    return re.findall(r"^\| `([^`]+)` \|", part.split("\n## ", 1)[0], re.MULTILINE)


def as_documented(rule):
    """A route as the document writes it: each part that varies by its name in capitals."""
    if rule.endpoint.startswith("embed."):
        return "/embed/PAGE"
    written = re.sub(r"<(?:[^:<>]+:)?(?:\w+_)?(\w+)>", lambda part: part[1].upper(), str(rule))
    return re.sub(r"^/api/(updates|contributions|revisions)/ID", "/api/KIND/ID", written)


def test_every_address_is_documented(app):
    rules = {as_documented(rule) for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    assert set(first_cells("interface.md", None)) == rules


def test_every_parameter_is_documented():
    documented = first_cells("interface.md", "Parameters")
    assert sorted(documented) == sorted(query.READERS)


def test_every_layer_is_documented():
    text = (PROJECT_ROOT / "docs" / "interface.md").read_text()
    row = next(line for line in text.splitlines() if line.startswith("| `/layers/NAME.geojson`"))
    assert all(f"`{layer.id}`" in row for layer in catalog.LAYERS)


def commands(group, prefix=""):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")
        elif prefix or name not in BUILT_IN:
            arguments = [p.name.upper() for p in command.params if isinstance(p, click.Argument)]
            yield " ".join([prefix + name, *arguments])


def test_every_command_is_documented(app):
    assert sorted(first_cells("operate/commands.md", None)) == sorted(commands(app.cli))
