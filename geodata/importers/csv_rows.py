"""Rows of a CSV file as programs of tables leave it: what is not seen there makes no difference.

Empty columns and rows, blanks and case in headings, `;` or a tab between cells, a line `sep=;` on
top, letters in pieces (NFD). What would be read otherwise than it looks is refused with its line.
"""

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import zip_longest
from pathlib import Path

from geodata.errors import BrokenFile
from geodata.importers.yaml_lines import MAX_BYTES
from geodata.vocabulary import N_

_SEPARATORS = (",", ";", "\t")


def read(path: Path, known: Collection[str], needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that says something: the line on which it begins, and its cells by column, NFC and
    without blanks around them; "" where it says nothing.

    `known`: the columns that there may be; `needed`: the one that has to be there. Raises
    BrokenFile with line and reason: no UTF-8, an unknown column, two columns of one name, cells
    without a heading, control characters, wrong quotes.
    """
    name, text = path.name, _text(path)
    skipped, separator = _separator(text)
    if skipped:
        text = text.split("\n", 1)[1]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns: list[str] | None = None
    line = skipped + 1
    try:
        for cells in reader:
            if columns is None:
                columns = _columns(name, line, [_clean(name, line, "", cell) for cell in cells])
                _check_known(name, line, columns, known, needed)
            elif any(not cell.isspace() for cell in cells if cell):
                yield line, _row(name, line, columns, cells)
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise BrokenFile(
            name, skipped + reader.line_num, N_("sai cú pháp CSV (%(problem)s)"), problem=error
        ) from error
    if columns is None:
        _check_known(name, 1, [], known, needed)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BrokenFile(path.name, None, N_("không đọc được tệp")) from error
    if len(raw) > MAX_BYTES:
        raise BrokenFile(path.name, None, N_("tệp lớn hơn 5 MB"))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenFile(
            path.name,
            raw[: error.start].count(b"\n") + 1,
            N_("không phải UTF-8; trong Excel lưu lại bằng loại “CSV UTF-8”"),
        ) from error


def _separator(text: str) -> tuple[int, str]:
    """How many lines of Excel's own stand on top, and what separates the cells: what there is
    most of in the headings, where nobody writes it for another reason."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').lower()
    if told.startswith("sep="):
        return 1, told[4:5] if told[4:5] in _SEPARATORS else "\t"
    headings = next((line for line in (first, *rest.split("\n")) if line.strip()), "")
    return 0, max(_SEPARATORS, key=headings.count)


def _columns(name: str, line: int, headings: list[str]) -> list[str]:
    columns = [" ".join(heading.split()).casefold() for heading in headings]
    for column, times in Counter(filter(None, columns)).items():
        if times > 1:
            raise BrokenFile(
                name,
                line,
                N_("hai cột cùng tên “%(column)s”: xóa một, hoặc đổi tên cho đúng"),
                column=column,
            )
    return columns


def _check_known(
    name: str, line: int, columns: list[str], known: Collection[str], needed: str
) -> None:
    unknown = [column for column in columns if column and column not in known]
    if unknown:
        raise BrokenFile(
            name,
            line,
            N_("cột không biết: %(columns)s; các cột có thể dùng: %(known)s"),
            columns=", ".join(unknown),
            known=", ".join(known),
        )
    if needed not in columns:
        raise BrokenFile(name, line, N_("thiếu cột %(column)s"), column=needed)


def _row(name: str, line: int, columns: list[str], cells: list[str]) -> dict[str, str]:
    """The cells by their columns: none more than have a heading, and none fewer."""
    if len(cells) < len(columns) and any(columns[len(cells) :]):
        raise BrokenFile(name, line, N_("số cột của dòng khác dòng tiêu đề"))
    row: dict[str, str] = {}
    for place, (column, cell) in enumerate(zip_longest(columns, cells, fillvalue=""), start=1):
        clean = _clean(name, line, column or str(place), cell)
        if column:
            row[column] = clean
        elif clean:
            raise BrokenFile(
                name,
                line,
                N_("ô thứ %(place)s có “%(text)s” mà cột không có tên; số cột khác dòng tiêu đề"),
                place=place,
                text=clean[:80],
            )
    return row


def _clean(name: str, line: int, column: str, cell: str) -> str:
    """A cell as it is seen. What the forms refuse and no document can hold is refused here too."""
    clean = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\t", " ")).strip(" \n")
    for letter in clean:
        if letter != "\n" and unicodedata.category(letter) == "Cc":
            raise BrokenFile(
                name,
                line,
                N_("cột %(column)s có ký tự điều khiển U+%(code)s; xóa nó rồi nạp lại"),
                column=column,
                code=f"{ord(letter):04X}",
            )
    return clean.strip()
