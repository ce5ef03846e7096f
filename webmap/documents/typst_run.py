"""A program of its own that sets one page with typst: `python typst_run.py FOLDER NAME FONTS DAY`.

FOLDER holds NAME.typ and what it reads; NAME.pdf is written beside it. A process of its own, since
typst keeps what it has laid out: a large report's 800 MB would stay with the server's process.
Imports nothing of this project, so that it starts in no time.
"""

import datetime as dt
import sys
from pathlib import Path
from typing import Final

import typst

STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, titled, in a language, with words for every picture."""


def main(folder: Path, name: str, fonts: str, day: str) -> None:
    """Raises typst.TypstError for a template that is wrong."""
    loaded = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
    )
    compiler = typst.Compiler(
        folder / f"{name}.typ", root=folder, font_paths=loaded, ignore_system_fonts=True
    )
    instant = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), tzinfo=dt.UTC)
    body = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=instant)
    assert isinstance(body, bytes)  # one file, since it is one PDF
    (folder / f"{name}.pdf").write_bytes(body)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
