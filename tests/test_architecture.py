"""The tree of folders in docs/architecture.md is the one that stands, and paths in docs/ exist."""

import re
import subprocess

import pytest

from webmap.config import PROJECT_ROOT

DOCS = PROJECT_ROOT / "docs"
ROOMS = (".ci", "bench", "docs", "geodata", "layers", "static", "tests", "tools", "webmap")
TOLD_AS_THEY_WERE = "decisions"
MADE_BY_THE_BUILD = ("static/vendor/",)


def tracked():
    """Every file that git tracks, and those that it would."""
    shown = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in shown.stdout.splitlines() if (PROJECT_ROOT / name).exists()]


def folders():
    """Every folder of the rooms that holds a file, and those above it."""
    found = set()
    for name in tracked():
        parts = name.split("/")[:-1]
        if parts and parts[0] in ROOMS:
            found.update("/".join(parts[:length]) + "/" for length in range(1, len(parts) + 1))
    return sorted(found)


def tree():
    """The rows of the document's tree: the folder's whole path, and what is said of it."""
    text = (DOCS / "architecture.md").read_text()
    rows, above = [], []
    for line in text.split("```\n", 2)[1].splitlines():
        indent, name, words = re.fullmatch(r"( *)(\S+/) +(\S.*)", line).groups()
        above[len(indent) // 2 :] = [name]
        rows.append(("".join(above), words))
    return rows


def test_the_tree_is_the_one_that_stands():
    assert sorted(path for path, _ in tree()) == folders()


def test_every_folder_is_described():
    assert [path for path, words in tree() if len(words) < 4] == []


def documents():
    return [
        path.relative_to(DOCS).as_posix()
        for path in sorted(DOCS.rglob("*.md"))
        if TOLD_AS_THEY_WERE not in path.parts
    ]


def paths_named(text):
    """Paths of the project in the text's code, such as `webmap/config.py` or `docs/operate/`."""
    rooms = "|".join(map(re.escape, ROOMS))
    named = re.findall(rf"`((?:{rooms})/[\w./*-]*)`", text)
    return [path for path in named if path not in MADE_BY_THE_BUILD]


@pytest.mark.parametrize("name", documents())
def test_paths_named_in_a_document_exist(name):
    path = DOCS / name
    text = path.read_text()
    assert [named for named in paths_named(text) if not any(PROJECT_ROOT.glob(named))] == []
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []
