"""contributions.csv as programs of tables leave it: what is not seen makes no difference, and what
would be read otherwise than it looks is refused with its line."""

import unicodedata
from decimal import Decimal

import pytest

from geodata.errors import BrokenFile
from geodata.importers.contributions_csv import read

HEADINGS = (
    "code,kind,quantity,unit_of_measure,value,unit,hamlet,date,giver_kind,givers,criteria,note"
)
ROW = (
    'DG-1,money,500000,đồng,500000,29905@2025,Khóm 3,2026-11-01,household,1,1.4.a;1.4.c,"Một, hai"'
)
PLAIN = f"{HEADINGS}\n{ROW}\n"


def entries(tmp_path, text, encoding="utf-8-sig"):
    path = tmp_path / "contributions.csv"
    path.write_bytes(text.encode(encoding))
    return [(document.line(at), entry) for document, at, entry in read(path)]


def with_semicolons(text):
    """As Excel writes it where `,` is the decimal sign."""
    return (
        text.replace('"Một, hai"', "Một| hai").replace("1.4.a;1.4.c", '"1.4.a;1.4.c"')
        .replace(",", ";").replace("|", ",")
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", ",,,\n"),
        f"{HEADINGS}\n{ROW}\n{',' * 11}\n , ,\t,\n\n",
        PLAIN.replace("kind,", " Kind ,", 1).replace("code,", "CODE,"),
        unicodedata.normalize("NFD", PLAIN),
        PLAIN.replace("Khóm 3", "  Khóm 3 ").replace("\n", "\r\n"),
        with_semicolons(PLAIN),
        with_semicolons(PLAIN).replace("\n", ";;\n"),
        "sep=;\r\n" + with_semicolons(PLAIN),
        with_semicolons(PLAIN).replace('"1.4.a;1.4.c"', "1.4.a|1.4.c")
        .replace(";", "\t").replace("|", ";"),
    ],
    ids=["plain", "columns", "rows", "heads", "nfd", "blanks", "semicolon", "both", "sep", "tab"],
)  # fmt: skip
def test_file_as_excel_leaves_it_is_the_same_file(tmp_path, text):
    ((line, entry),) = entries(tmp_path, text)
    assert line == (3 if text.startswith("sep") else 2)
    assert (entry.code, entry.kind, entry.quantity) == ("DG-1", "money", Decimal(500000))
    assert (entry.unit_of_measure, entry.hamlet, entry.givers) == ("đồng", "Khóm 3", 1)
    assert (entry.criteria, entry.note) == (["1.4.a", "1.4.c"], "Một, hai")


def test_line_is_that_on_which_a_row_begins(tmp_path):
    second = ROW.replace("DG-1", "DG-2").replace("Một, hai", "Một\r\nhai")
    third = ROW.replace("DG-1", "DG-3")
    found = entries(tmp_path, f"{HEADINGS}\n{ROW}\n{',' * 11}\n{second}\n{third}\n")
    assert [(line, entry.code) for line, entry in found] == [(2, "DG-1"), (4, "DG-2"), (6, "DG-3")]
    assert found[1][1].note == "Một\nhai"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEADINGS},Hamlet \n{ROW},Khóm 9\n", ":1: hai cột cùng tên “hamlet”"),
        (f"{HEADINGS},\n{ROW},lạc\n", ":2: ô thứ 13 có “lạc” mà cột không có tên"),
        (f"{HEADINGS}\n{ROW},lạc\n", ":2: ô thứ 13 có “lạc”"),
        (f"{HEADINGS}\nDG-1,money\n", ":2: số cột của dòng khác"),
        (PLAIN.replace("hai", "\x0bhai"), r":2: cột note có ký tự điều khiển U\+000B"),
        (PLAIN.replace("hai", "hai\x0c"), r":2: cột note có ký tự điều khiển U\+000C"),
        (
            PLAIN.replace("hamlet", "khóm"),
            ":1: cột không biết: khóm; các cột có thể dùng: .*hamlet",
        ),
        (PLAIN.replace("code,", "").replace("DG-1,", ""), ":1: thiếu cột code"),
        ("", ":1: thiếu cột code"),
        (PLAIN.replace('hai"', "hai"), ":2: sai cú pháp CSV"),
    ],
)
def test_what_reads_otherwise_than_it_looks_is_refused(tmp_path, text, said):
    with pytest.raises(BrokenFile, match=rf"contributions\.csv{said}"):
        entries(tmp_path, text)


def test_other_encoding_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(BrokenFile, match=r"csv:2: không phải UTF-8.*CSV UTF-8"):
        entries(tmp_path, f"{HEADINGS}\nDG-1,Khà\n", "cp1258")
