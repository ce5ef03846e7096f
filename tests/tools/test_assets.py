"""What the build laid into static/vendor/, and what names it."""

import json
import re
from pathlib import Path

import pytest

from layers import styles

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "static" / "vendor"
LETTERS = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"


@pytest.mark.parametrize("sheet", sorted(VENDOR.rglob("*.css")), ids=lambda path: path.name)
def test_style_sheet_asks_only_for_files_that_are_there(sheet):
    for link in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text("utf-8")):
        if not link.startswith(("data:", "#")):
            assert (sheet.parent / link).is_file(), link


@pytest.mark.parametrize(
    "file",
    sorted(path for path in VENDOR.rglob("*") if path.is_file() and path.suffix in (".css", ".js")),
    ids=lambda path: path.name,
)
def test_library_names_no_source_map(file):
    assert "sourceMappingURL" not in file.read_text("utf-8")


def test_font_covers_every_vietnamese_letter():
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", (
        VENDOR / "be-vietnam-pro" / "fonts.css"
    ).read_text("utf-8"))  # fmt: skip
    spans = [(int(first, 16), int(last or first, 16)) for first, last in ranges]
    for letter in LETTERS + LETTERS.upper():
        assert any(first <= ord(letter) <= last for first, last in spans), letter


def test_sprite_has_each_listed_icon_once():
    listed = [
        line.split("#")[0].strip()
        for line in (ROOT / "static" / "icons" / "icons.txt").read_text("utf-8").splitlines()
    ]
    listed = [name for name in listed if name]
    drawn = re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons" / "icons.svg").read_text("utf-8"))
    assert sorted(drawn) == sorted(listed)


def _icons_in_use() -> dict[str, str]:
    """Icon name → a place that uses it: templates, scripts, the campaign's sectors, the layers."""
    patterns = {
        "webmap/templates/**/*.html": (
            r"""symbols\.icon\(["']([\w-]+)|icons\.svg["']\) }}#([\w-]+)"""
        ),
        "static/js/**/*.js": r"""\bicon\(["']([\w-]+)""",
        "geodata/campaign/campaign.yaml": r"icon: ([\w-]+)()",
    }
    found = dict.fromkeys([*styles.CONTROL_ICONS, *styles.KIND_ICONS.values()], "layers/styles.py")
    for glob, pattern in patterns.items():
        for path in ROOT.glob(glob):
            for match in re.finditer(pattern, path.read_text("utf-8")):
                found[next(filter(None, match.groups()))] = str(path.relative_to(ROOT))
    return found


def test_every_icon_in_use_is_in_the_sprite():
    drawn = set((VENDOR / "icons" / "names.txt").read_text("utf-8").split())
    missing = {name: place for name, place in _icons_in_use().items() if name not in drawn}
    assert missing == {}


def test_lock_file_names_no_registry_and_checks_every_package():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name
