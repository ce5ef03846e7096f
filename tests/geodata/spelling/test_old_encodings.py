"""Texts of TCVN3 and VNI are recognised and no others."""

import re
import unicodedata
from pathlib import Path

import pytest

from geodata.errors import BadInput
from geodata.spelling import clean
from geodata.spelling.old_encodings import TCVN3, VNI, recognised

ROOT = Path(__file__).parents[3]
WORDS = "Ủy ban nhân dân phường Sa Đéc đề nghị mở rộng hẻm, nhựa hóa tuyến đường Nguyễn Văn Phát"


@pytest.mark.parametrize(
    ("sent", "encoding", "meant"),
    [
        ("Ph\u00adêng Sa §Ðc", TCVN3, "Phường Sa Đéc"),
        ("Ph\u00adêng Sa §Đc", TCVN3, "Phường Sa Đéc"),  # a program took Ð for Đ
        ("PH¦êNG SA §ÐC", TCVN3, "PHƯỜNG SA ĐÉC"),
        ("ñy ban nh©n d©n, kho¸ 2", TCVN3, "ủy ban nhân dân, khoá 2"),
        ("B¶o Th¾ng", TCVN3, "Bảo Thắng"),
        ("Phöôøng Sa Ñeùc", VNI, "Phường Sa Đéc"),
        ("UÛY BAN NHAÂN DAÂN 5 m²", VNI, "ỦY BAN NHÂN DÂN 5 m²"),
        ("Coâng trình (Nguyeãn Thò Haø)", VNI, "Công trình (Nguyễn Thị Hà)"),
    ],
)
def test_an_old_text_is_told_with_what_it_means(sent, encoding, meant):
    found = recognised(sent)
    assert found is not None
    assert (found.encoding, found.converted) == (encoding, meant)
    with pytest.raises(BadInput) as error:
        clean(sent)
    assert f"là: “{meant}”" in error.value.message
    assert error.value.allowed == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        WORDS, WORDS.upper(), unicodedata.normalize("NFD", WORDS), "Cà phê", "Ông Lê Hoà", "Thuê",
        "Krông Búk", "München, São Paulo, café crème", "10 µm ± 1", "5 m² × 2½", "loại B¹, §5",
        "xây\u00addựng nông\u00adthôn", "©2026 «Đá»", "R&D·1", "QĐ-UBND", "", "Señor Núñez",
    ],
)  # fmt: skip
def test_a_text_of_unicode_is_none(text):
    assert recognised(text) is None


def test_no_text_of_the_sample_the_plan_and_the_pages_is_taken_for_an_old_one():
    texts = set()
    for folder in ("geodata/campaign", "webmap/translations", "docs"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in {".yaml", ".csv", ".md", ".po", ".geojson"}:
                for line in path.read_text().splitlines():
                    texts.update((line, *re.split(r'[,;:"|]', line)))
    assert len(texts) > 5_000
    assert [text for text in texts if recognised(text)] == []
