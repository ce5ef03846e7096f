"""Types are checked everywhere but in tests and measurements; excuses are few and have a reason."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
MOST_EXCUSES = 20
EXCUSE = re.compile(r"#\s*type:\s*ignore(?P<codes>\[[a-z, -]+\])?(?P<after>.*)")
FILE_EXCUSE = re.compile(r"^#\s*(mypy:|type:\s*ignore)")


def _files():
    for name in SETTINGS["files"]:
        path = ROOT / name
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def _excuses():
    """Where a line is excused, with what it says, and the two lines above it."""
    for path in _files():
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines):
            found = EXCUSE.search(line)
            if found:
                above = [each.strip() for each in lines[max(0, number - 2) : number]]
                yield f"{path.relative_to(ROOT)}:{number + 1}", found, above


def test_lines_that_are_excused_are_few():
    assert len(list(_excuses())) <= MOST_EXCUSES


def test_each_excuse_names_its_fault_and_has_a_reason():
    for where, found, above in _excuses():
        assert found["codes"], where
        assert found["after"].strip() or any(line.startswith("#") for line in above), where


def test_no_file_lets_itself_off():
    for path in _files():
        for line in path.read_text("utf-8").splitlines():
            assert not FILE_EXCUSE.match(line), path


def test_every_part_of_the_application_is_checked():
    assert {"app.py", "gunicorn.conf.py", "geodata", "layers", "tools", "webmap"} == set(
        SETTINGS["files"]
    )
    assert "exclude" not in SETTINGS


@pytest.mark.parametrize(
    "flag",
    [
        "disallow_untyped_defs",
        "disallow_incomplete_defs",
        "disallow_any_generics",
        "check_untyped_defs",
        "no_implicit_optional",
        "warn_redundant_casts",
        "warn_return_any",
        "warn_unused_ignores",
    ],
)
def test_flag_is_on(flag):
    assert SETTINGS[flag] is True


def test_only_packages_of_others_have_settings_of_their_own():
    ours = {"app", "gunicorn", "geodata", "layers", "tools", "webmap"}
    for override in SETTINGS["overrides"]:
        names = {name.partition(".")[0] for name in override["module"]}
        assert not names & ours
        assert "*" not in names
        assert set(override) - {"module"} <= {"ignore_missing_imports", "follow_untyped_imports"}
