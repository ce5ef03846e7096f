"""The table of permissions knows what doors and views ask of it."""

import ast
import re
from pathlib import Path

from geodata.permissions import RULES

ROOT = Path(__file__).parents[2]
ASKING = {"require", "ask", "may", "project"}
"""Functions that take an action: of geodata/permissions.py, and the gate of the API."""


def asked(path):
    """The actions that a file names when it asks for permission."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        called = node.func.id if isinstance(node.func, ast.Name) else called
        if called in ASKING:
            yield from (word for argument in node.args for word in words(argument))


def words(argument):
    found = (n.value for n in ast.walk(argument) if isinstance(n, ast.Constant))
    return [w for w in found if isinstance(w, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", w)]


def test_every_action_that_is_asked_for_has_its_roles():
    files = [path for room in ("geodata", "webmap") for path in (ROOT / room).rglob("*.py")]
    actions = {action for path in files for action in asked(path)}
    assert {"update.report", "review.manage", "project.see", "petition.raise"} <= actions
    assert actions - set(RULES) == set()
