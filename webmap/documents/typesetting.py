"""Setting a page with typst: tagged PDF with embedded fonts, the same bytes for the same content.

Templates are in `templates/`; they read their content from a JSON file that lies beside them in a
folder of the moment, so no text is ever taken for a command.
"""

import datetime as dt
import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import segno
from flask_babel import gettext as _

from webmap.config import PROJECT_ROOT
from webmap.documents.lettering import MISSING, Lettering

TEMPLATES = Path(__file__).parent / "templates"
PROGRAM = Path(__file__).parent / "typst_run.py"
FONTS = PROJECT_ROOT / "static" / "vendor" / "fonts"
LONGEST = 120
"""Seconds after which setting a page is given up; a report of 2,000 projects takes about ten."""


class FontsMissing(RuntimeError):
    """The fonts of documents are not built."""


class NotSet(RuntimeError):
    """typst could not set a page; the message is its own."""


def pdf(
    template: str, content: Mapping[str, Any], pictures: Mapping[str, bytes], made_on: dt.date
) -> bytes:
    """A PDF of a template's name, its content and the pictures that it names.

    `made_on` is the date that the file bears, so that the same content gives the same bytes.
    Letters that no font has are replaced, and the template's `lettering` says so. Raises
    FontsMissing when the assets are not built, NotSet.
    """
    if not (FONTS / "Tinos_400Regular.ttf").is_file():
        raise FontsMissing(f"{FONTS} has no fonts: run `make assets`")
    try:
        return _set(template, _lettered(content), pictures, made_on)
    except NotSet:
        # A letter and its accents may be in different fonts, which no table of letters tells.
        plain = _lettered(content, plain=True)
        return _set(template, plain, pictures, made_on)


def _lettered(content: Mapping[str, Any], *, plain: bool = False) -> dict[str, Any]:
    letters = Lettering(FONTS, plain=plain)
    made = letters.content(content)
    told = _("Ký tự không có trong phông chữ in được thay bằng %(sign)s.", sign=MISSING)
    return {**made, "lettering": told if letters.replaced else ""}


def _set(
    template: str, content: Mapping[str, Any], pictures: Mapping[str, bytes], made_on: dt.date
) -> bytes:
    with tempfile.TemporaryDirectory(prefix="campaign-map-") as name:
        folder = Path(name)
        shutil.copyfile(TEMPLATES / f"{template}.typ", folder / f"{template}.typ")
        with (folder / f"{template}.json").open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        for picture, data in pictures.items():
            (folder / picture).write_bytes(data)
        _run(folder, template, made_on)
        return (folder / f"{template}.pdf").read_bytes()


def _run(folder: Path, template: str, made_on: dt.date) -> None:
    words: list[str | Path] = [
        sys.executable, "-I", PROGRAM, folder, template, FONTS, made_on.isoformat()
    ]  # fmt: skip
    try:
        subprocess.run(
            words, check=True, capture_output=True, text=True, timeout=LONGEST, cwd=folder
        )
    except subprocess.CalledProcessError as error:
        raise NotSet(error.stderr.strip()[-2000:]) from error
    except subprocess.TimeoutExpired as error:
        raise NotSet(f"{template}: not set within {LONGEST} s") from error


def qr(address: str, scale: int = 8) -> bytes:
    """The PNG of a QR code that leads to an address."""
    target = io.BytesIO()
    segno.make(address, error="m").save(target, kind="png", scale=scale, border=2)
    return target.getvalue()
