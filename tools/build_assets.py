"""Build static/vendor/: the browser libraries, fonts and icons that the pages use.

    .venv/bin/python tools/build_assets.py

npm fetches exactly what package-lock.json names and checks its digests; this script copies the few
files that are needed, makes the font's style sheet and the icon sprite, and checks that no style
sheet or script points at a file that is not there. The result is put in place in one step, so a
build that fails leaves the former one as it was. It is not committed.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import node

ROOT = Path(__file__).resolve().parent.parent
MODULES = node.MODULES
VENDOR = ROOT / "static" / "vendor"
ICON_LIST = ROOT / "static" / "icons" / "icons.txt"
AXE = ROOT / "tests" / "browser" / "vendor" / "axe.min.js"
STAMP = "built-from.txt"

# npm package → its files that pages use, copied flat into static/vendor/<package>/
FILES = {
    "leaflet": ["dist/leaflet.js", "dist/leaflet.css", "dist/images", "LICENSE"],
    "jquery": ["dist/jquery.min.js", "LICENSE.txt"],
    "bootstrap": [
        "dist/js/bootstrap.bundle.min.js",
        "dist/css/bootstrap-reboot.min.css",
        "LICENSE",
    ],
    "leaflet.fullscreen": [
        "Control.FullScreen.js",
        "Control.FullScreen.css",
        "icon-fullscreen.svg",
        "LICENSE",
    ],
    "leaflet-groupedlayercontrol": [
        "dist/leaflet.groupedlayercontrol.min.js",
        "dist/leaflet.groupedlayercontrol.min.css",
        "LICENSE.txt",
    ],
    "chart.js": ["dist/chart.umd.min.js", "LICENSE.md"],
    "reveal.js": ["dist/reveal.js", "dist/reveal.css", "LICENSE"],
    "leaflet.locatecontrol": [
        "dist/L.Control.Locate.min.js",
        "dist/L.Control.Locate.min.css",
        "LICENSE.md",
    ],
}
# Whole fonts for documents: npm package → what its files begin with, and the styles, copied into
# static/vendor/fonts/.
PRINT_FONTS = {
    "tinos": ("Tinos", ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]),
    "be-vietnam-pro": ("BeVietnamPro", ["400Regular", "600SemiBold", "700Bold"]),
    # What officers paste and the two lack: ✓ ☐ ★, ①, ⇒, emoji in one colour.
    "noto-sans-symbols-2": ("NotoSansSymbols2", ["400Regular"]),
    "noto-sans-symbols": ("NotoSansSymbols", ["400Regular", "700Bold"]),
    "noto-sans-math": ("NotoSansMath", ["400Regular"]),
    "noto-emoji": ("NotoEmoji", ["400Regular", "700Bold"]),
}
FONT = "be-vietnam-pro"
# A later rule wins where ranges overlap: Vietnamese letters must not ask for latin-ext.
FONT_SUBSETS = ["latin-ext", "vietnamese", "latin"]
FONT_WEIGHTS = [400, 600, 700]
SVG = "http://www.w3.org/2000/svg"


class BuildFailed(Exception):
    """Something that a page would need is not there; the message says what and where to mend it."""


def main() -> int:
    """Build unless what is there was built from the same sources. Returns the exit code."""
    sources = _digest_of_sources()
    stamp = VENDOR / STAMP
    if stamp.exists() and stamp.read_text() == sources and AXE.exists():
        stamp.touch()  # newer than its sources again, for make
        return 0
    try:
        node.install()
        _build(sources)
    except (BuildFailed, node.NodeMissing) as error:
        print(f"The browser assets were not built: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        command = " ".join(str(word) for word in error.cmd)
        print(f"The browser assets were not built: `{command}` failed.", file=sys.stderr)
        return 1
    return 0


def _digest_of_sources() -> str:
    digest = hashlib.sha256()
    for path in (ROOT / "package-lock.json", ICON_LIST, Path(__file__), Path(node.__file__)):
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest() + "\n"


def _build(sources: str) -> None:
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for package, files in FILES.items():
        _copy(package, files, fresh / package)
    _font(fresh / FONT)
    _print_fonts(fresh / "fonts")
    _sprite(fresh / "icons")
    _check_links(fresh)
    AXE.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(MODULES / "axe-core" / "axe.min.js", AXE)
    (fresh / STAMP).write_text(sources)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.replace(VENDOR)
    size = sum(path.stat().st_size for path in VENDOR.rglob("*") if path.is_file())
    print(f"Browser assets: {size // 1024} kB in {VENDOR.relative_to(ROOT)}/")


def _copy(package: str, files: list[str], target: Path) -> None:
    """Copy files of a package; text loses its pointers to source maps, which are not copied."""
    target.mkdir(parents=True, exist_ok=True)
    for name in files:
        source = MODULES / package / name
        if not source.exists():
            raise BuildFailed(f"{package} has no {name}: see FILES in {Path(__file__).name}")
        if source.is_dir():
            shutil.copytree(source, target / source.name)
        elif source.suffix in {".js", ".css"}:
            (target / source.name).write_text(_without_source_map(source.read_text("utf-8")))
        else:
            shutil.copyfile(source, target / source.name)


def _without_source_map(text: str) -> str:
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", text)
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).rstrip() + "\n"


def _font(target: Path) -> None:
    """The woff2 files of the subsets and weights in use, and a style sheet that asks only for the
    subset that a text needs (`unicode-range`) and never hides text while it loads."""
    package = MODULES / "@fontsource" / FONT
    ranges = json.loads((package / "unicode.json").read_text("utf-8"))
    target.mkdir(parents=True)
    shutil.copyfile(package / "LICENSE", target / "LICENSE")
    rules = []
    for weight in FONT_WEIGHTS:
        for subset in FONT_SUBSETS:
            name = f"{FONT}-{subset}-{weight}-normal.woff2"
            shutil.copyfile(package / "files" / name, target / name)
            rules.append(
                "@font-face {\n"
                '  font-family: "Be Vietnam Pro";\n'
                "  font-style: normal;\n"
                f"  font-weight: {weight};\n"
                "  font-display: swap;\n"
                f'  src: url("{name}") format("woff2");\n'
                f"  unicode-range: {ranges[subset].replace(',', ', ')};\n"
                "}\n"
            )
    (target / "fonts.css").write_text("\n".join(rules))


def _print_fonts(target: Path) -> None:
    """TrueType files with every Vietnamese letter, for what is printed."""
    target.mkdir(parents=True)
    for package, (name, styles) in PRINT_FONTS.items():
        source = MODULES / "@expo-google-fonts" / package
        for style in styles:
            file = f"{name}_{style}.ttf"
            if not (source / style / file).exists():
                raise BuildFailed(f"{source.name} has no {file}: see PRINT_FONTS")
            shutil.copyfile(source / style / file, target / file)
        shutil.copyfile(source / "LICENSE_FONT", target / f"LICENSE-{package}")


def _sprite(target: Path) -> None:
    """One SVG with a <symbol> for each icon of the list, drawn in the colour of the text."""
    ET.register_namespace("", SVG)
    sprite = ET.Element(f"{{{SVG}}}svg")
    names = _icon_names()
    for name in names:
        source = MODULES / "bootstrap-icons" / "icons" / f"{name}.svg"
        if not source.exists():
            raise BuildFailed(f"Bootstrap Icons has no {name!r}: see {ICON_LIST.relative_to(ROOT)}")
        drawing = ET.parse(source).getroot()
        symbol = ET.SubElement(
            sprite, f"{{{SVG}}}symbol", id=name, viewBox=drawing.attrib["viewBox"]
        )
        symbol.attrib["fill"] = "currentColor"
        for shape in drawing:
            shape.tail = None
            symbol.append(shape)
        symbol.tail = "\n"
    target.mkdir(parents=True)
    (target / "icons.svg").write_bytes(ET.tostring(sprite, encoding="utf-8") + b"\n")
    (target / "names.txt").write_text("".join(f"{name}\n" for name in names))
    shutil.copyfile(MODULES / "bootstrap-icons" / "LICENSE", target / "LICENSE")


def _icon_names() -> list[str]:
    lines = (line.split("#")[0].strip() for line in ICON_LIST.read_text("utf-8").splitlines())
    return sorted({line for line in lines if line})


def _check_links(folder: Path) -> None:
    """Every file that a style sheet names is there, and nothing names another host."""
    for sheet in folder.rglob("*.css"):
        for link in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text("utf-8")):
            if link.startswith(("data:", "#")):
                continue
            if "//" in link or not (sheet.parent / link.split("?")[0].split("#")[0]).exists():
                raise BuildFailed(f"{sheet.relative_to(folder)} asks for {link}, which is not here")


if __name__ == "__main__":
    sys.exit(main())
