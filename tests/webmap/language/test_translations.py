"""Every text of the code has an English twin, found the way `make messages` finds them."""

import re
import tomllib

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import DEFAULT_KEYWORDS
from babel.messages.pofile import read_po

from webmap.config import PROJECT_ROOT
from webmap.language.i18n import CATALOGUES, compile_catalogues

KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def texts_of_the_code():
    with (PROJECT_ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    methods = [(item["pattern"], item["method"]) for item in mappings]
    for room in ("geodata", "layers", "webmap"):
        found = extract_from_dir(
            str(PROJECT_ROOT / room), methods, {pattern: {} for pattern, _ in methods}, KEYWORDS
        )
        for path, line, message, _comments, _context in found:
            yield f"{room}/{path}:{line}", message


@pytest.fixture(scope="module")
def english():
    with (CATALOGUES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def texts():
    """Where a text is and what it says, extracted once."""
    return list(texts_of_the_code())


def test_every_text_has_an_english_one(english, texts):
    missing = []
    for where, message in texts:
        entry = english.get(message if isinstance(message, str) else message[0])
        strings = [] if entry is None else entry.string
        strings = [strings] if isinstance(strings, str) else strings
        if not strings or not all(strings) or entry.fuzzy:
            missing.append(f"{where}: {message!r}")
    assert missing == []


def test_texts_of_templates_are_among_them(texts):
    found = {message for where, message in texts if "templates/" in where}
    assert "Về bản đồ" in found


def test_translations_keep_their_places(english):
    for entry in english:
        if entry.id:
            ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
            strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
            wanted = set(PLACES.findall(ids[0]))
            assert all(set(PLACES.findall(text)) == wanted for text in strings), entry.id


def test_compile_catalogues_only_when_the_source_is_newer(tmp_path):
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "một"\nmsgstr "one"\n')
    compile_catalogues(tmp_path)
    first = (folder / "messages.mo").stat().st_mtime_ns
    compile_catalogues(tmp_path)
    assert (folder / "messages.mo").stat().st_mtime_ns == first
    assert sorted(path.name for path in folder.iterdir()) == ["messages.mo", "messages.po"]
