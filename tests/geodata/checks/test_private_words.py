"""What of a text is asked about before it is public: numbers of persons, names, few households."""

import pytest

from geodata.checks.private_words import asked, of_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Liên hệ 0912345678 trước", ["0912345678"]),
        ("gọi +84 912 345 678", ["+84 912 345 678"]),
        ("CCCD 087123456789 đã nộp", ["087123456789"]),
        ("CMND 341234567", ["341234567"]),
        ("chờ ông Nguyễn Văn An ký", ["ông Nguyễn Văn An"]),
        ("Bà Tư chưa giao đất", ["Bà Tư"]),
        ("Còn 2 hộ chưa nhận tiền", ["Còn 2 hộ"]),
        ("chỉ còn một hộ", ["còn một hộ"]),
        ("đường Bà Soi, cầu Ông Hộ", []),
        ("còn 12 hộ; còn 3 hộ", []),
        ("nhận 500.000.000 đồng ngày 30/11/2024, thửa 123", []),
        ("ông chủ thầu nói xong", []),
        ("QĐ 123/QĐ-UBND, dài 1250 m", []),
    ],
)
def test_text_is_asked_about_only_for_what_names_a_person(text, found):
    assert list(of_text(text)) == found


def test_each_thing_is_asked_once_and_of_public_texts_alone():
    said = {"note": "bà Tư, bà Tư", "stuck": "bà Tư", "signer": "bà Năm", "place_note": None}
    assert [(one.code, one.params["text"]) for one in asked(said)] == [("personal", "bà Tư")]
