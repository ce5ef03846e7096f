"""What is installed is what the requirement files say, to the last digit."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([A-Za-z0-9.+!]+)( ; .+)?$")
FILES = ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")


def _requirements(name: str) -> list[str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.lstrip().startswith(("#", "-c"))]


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_an_exact_pin(name):
    for line in _requirements(name):
        assert PIN.match(line), line


@pytest.mark.parametrize("name", FILES)
def test_no_file_names_a_host_or_a_path(name):
    assert "//" not in (ROOT / name).read_text("utf-8")


def test_installed_versions_are_the_pinned_ones():
    for line in _requirements("requirements.txt") + _requirements("requirements-dev.txt"):
        name, pinned, marker = PIN.match(line).groups()
        if marker is None:
            assert version(name) == pinned, name


def test_pins_hold_what_the_input_file_asks_for():
    pinned = set(_requirements("requirements.txt"))
    for line in _requirements("requirements.in"):
        name, asked = line.split("==")
        assert f"{name.lower().replace('.', '-')}=={asked}" in pinned


def test_python_that_is_asked_for_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"
