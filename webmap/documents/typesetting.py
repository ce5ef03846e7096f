"""Setting a page with typst: tagged PDF with embedded fonts, the same bytes for the same content.

Templates are in `templates/`; they read their content from a JSON file that lies beside them in a
folder of the moment, so no text is ever taken for a command.
"""

import datetime as dt
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import segno

from webmap.config import PROJECT_ROOT

TEMPLATES = Path(__file__).parent / "templates"
FONTS = PROJECT_ROOT / "static" / "vendor" / "fonts"
STANDARD = "ua-1"
"""PDF/UA-1: tagged, titled, in a language, with words for every picture."""


class FontsMissing(RuntimeError):
    """The fonts of documents are not built."""


def pdf(
    template: str, content: Mapping[str, Any], pictures: Mapping[str, bytes], made_on: dt.date
) -> bytes:
    """A PDF of a template's name, its content and the pictures that it names.

    `made_on` is the date that the file bears, so that the same content gives the same bytes.
    Raises FontsMissing when the assets are not built.
    """
    fonts = _fonts()
    with tempfile.TemporaryDirectory(prefix="campaign-map-") as name:
        folder = Path(name)
        shutil.copyfile(TEMPLATES / f"{template}.typ", folder / f"{template}.typ")
        text = json.dumps(content, ensure_ascii=False)
        (folder / f"{template}.json").write_text(text, encoding="utf-8")
        for file, data in pictures.items():
            (folder / file).write_bytes(data)
        import typst

        compiler = typst.Compiler(
            folder / f"{template}.typ", root=folder, font_paths=fonts, ignore_system_fonts=True
        )
        instant = dt.datetime.combine(made_on, dt.time(), tzinfo=dt.UTC)
        return compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=instant)


@cache
def _fonts() -> Any:
    import typst

    if not (FONTS / "Tinos_400Regular.ttf").is_file():
        raise FontsMissing(f"{FONTS} has no fonts: run `make assets`")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def qr(address: str, scale: int = 8) -> bytes:
    """The PNG of a QR code that leads to an address."""
    target = io.BytesIO()
    segno.make(address, error="m").save(target, kind="png", scale=scale, border=2)
    return target.getvalue()
