"""Search finds what a person means, on each kind of store."""

import datetime as dt

import pytest

from geodata.queries import moment, snapshot
from geodata.search import CODE, NAME, NEAR, PREFIX, TEXT, WORDS, plain, search

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def found(sample_store):
    with sample_store.reading() as session:
        return snapshot(session, moment(session, today=TODAY))


def first(found, query, count=1):
    return [(hit.kind, hit.key, hit.rank) for hit in search(found, query)[:count]]


@pytest.mark.parametrize("query", ["duong n7", "ĐƯỜNG N7", "Đường  N7", "DUONG-N7", "duong-n7"])
def test_a_road_is_found_however_it_is_written(found, query):
    assert first(found, query) == [("project", "DUONG-N7", CODE)]


def test_a_word_of_the_name_is_enough(found):
    assert first(found, "n7") == [("project", "DUONG-N7", WORDS)]


def test_a_former_ward_is_found_by_its_name(found):
    assert first(found, "phuong 1") == [("unit", "29905@2013", NAME)]
    assert first(found, "p1") == [("unit", "29905@2013", NAME)]
    assert first(found, "Ward 1") == [("unit", "29905@2013", NAME)]


def test_a_commune_is_found_without_its_kind(found):
    assert first(found, "tan quy tay", 3)[0] == ("unit", "29920@2013", NAME)
    keys = {hit.key for hit in search(found, "tan quy tay")}
    assert {"NHA-VH-TAN-QUY-TAY", "NUOC-SACH-TQT"} <= keys


def test_a_code_finds_both_units_that_had_it(found):
    assert first(found, "29905", 2) == [("unit", "29905@2013", CODE), ("unit", "29905@2025", CODE)]
    assert first(found, "29905@2025") == [("unit", "29905@2025", CODE)]


def test_a_former_unit_is_found_by_todays_name(found):
    hits = search(found, "phuong sa dec")
    assert (hits[0].kind, hits[0].key, hits[0].rank) == ("unit", "29905@2025", NAME)
    assert "29917@2013" in {hit.key for hit in hits if hit.kind == "unit"}


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("duong n8", "DUONG-N7"),
        ("duogn n7", "DUONG-N7"),
        ("cau rach rna", "CAU-RACH-RAN"),
        ("pham van trma", "DUONG-PHAM-VAN-TRAM"),
    ],
)
def test_a_wrong_letter_is_forgiven_where_nothing_is_right(found, query, key):
    hits = search(found, query)
    assert hits[0].key == key
    assert {hit.rank for hit in hits} == {NEAR}


def test_what_is_right_hides_what_is_nearly_right(found):
    assert all(hit.rank != NEAR for hit in search(found, "phuong 1"))


def test_criteria_awards_agencies_and_contributions_are_found(found):
    assert first(found, "1.4.b.2") == [("criterion", "1.4.b.2", CODE)]
    assert first(found, "gk-2025-01") == [("award", "GK-2025-01", CODE)]
    assert first(found, "dg-0001") == [("contribution", "DG-0001", CODE)]
    assert first(found, "ubnd phuong 1") == [("agency", "ubnd-29905@2013", NAME)]
    assert {hit.kind for hit in search(found, "ap dong giang")} >= {"contribution"}


def test_a_number_is_meant_whole(found):
    assert {hit.rank for hit in search(found, "2990")} == {NEAR}
    assert "CONG-VIEN-P3" not in {hit.key for hit in search(found, "phuong 30")}


def test_a_beginning_is_enough_while_typing(found):
    assert first(found, "kenh xa") == [("project", "KENH-XANG-TPD", PREFIX)]


def test_text_beside_the_name_comes_last(found):
    ranks = [hit.rank for hit in search(found, "n7")]
    assert ranks == sorted(ranks)
    assert ranks[-1] == TEXT


@pytest.mark.parametrize("query", ["", "   ", "!!!", "đ" * 200, "🙂", "'--", "%", "\u202e"])
def test_nothing_sensible_finds_nothing(found, query):
    assert search(found, query) == []


def test_words_are_told_plainly():
    assert plain("ĐƯỜNG-N7, (đoạn 2)") == "duong n7 doan 2"
    # Icelandic Ð, Cyrillic А, a zero-width space: people see the same.
    assert plain("ÐƯỜNG Аn\u200bh") == "duong anh"


def test_search_knows_the_day(sample_store):
    with sample_store.reading() as session:
        then = snapshot(session, moment(session, as_of=dt.date(2013, 10, 14), today=TODAY))
    assert not [hit for hit in search(then, "duong n7") if hit.kind == "project"]
    assert first(then, "29905")[0][:2] == ("unit", "29905@2013")
