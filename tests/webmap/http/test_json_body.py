"""A body is read strictly: what is refused is told with its place, and never a 500."""

from decimal import Decimal

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import RequestEntityTooLarge

from webmap.http import json_body
from webmap.http.json_body import BadBody


def refused(raw):
    with pytest.raises(BadBody) as caught:
        json_body.read(raw)
    return caught.value


def test_numbers_arrive_exact():
    found = json_body.read(b'{"a": 45.125, "b": 1e3, "c": -7, "d": [true, null, "\xc4\x91"]}')
    assert found == {
        "a": Decimal("45.125"), "b": Decimal("1e3"), "c": -7, "d": [True, None, "đ"],
    }  # fmt: skip
    assert isinstance(found["a"], Decimal)


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused_where_it_stands(name):
    error = refused(f'{{"a": {{"b": [1, {name}]}}}}'.encode())
    assert error.pointer == "/a/b/1"
    assert name in error.message


def test_a_key_that_comes_twice_is_refused():
    error = refused(b'{"a": {"x/y": 1, "x/y": 1}}')
    assert error.pointer == "/a/x~1y"


def test_deep_nesting_is_refused_before_it_is_parsed():
    assert "20" in refused(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}").message
    assert "20" in refused(b'{"a":' * 100_000 + b"1" + b"}" * 100_000).message


def test_brackets_within_texts_are_no_nesting():
    text = "[{" * 500
    assert json_body.read(f'{{"a": "{text}\\"[[["}}'.encode()) == {"a": text + '"[[['}


def test_the_deepest_that_is_allowed_is_read():
    assert json_body.read(b'{"a":' + b"[" * 19 + b"]" * 19 + b"}")
    refused(b'{"a":' + b"[" * 20 + b"]" * 20 + b"}")


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        (rb'{"note": "a\ud800b"}', "/note"),
        (rb'{"list": ["\udc00"]}', "/list/0"),
        (rb'{"\ud800": 1}', "/"),
        (rb'{"note": "a\u0000b"}', "/note"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "/a"),
        (b'{"a": 0.' + b"1" * 5000 + b"}", "/a"),
        (b'{"a": 1e999999999}', "/a"),
        (b'{"a": 1e-999999999}', "/a"),
        (b'{"a": 1e9999999999999999999}', "/a"),
        (b'{"a": [1, -1e-9999999999999999999]}', "/a/1"),
        (b"[]", "/"),
        (b'"text"', "/"),
        (b"NaN", "/"),
        (b"", "line 1, column 1"),
        (b'{"a": 1,\n "b" 2}', "line 2, column 6"),
        (b'{"a": "\x00"}', "line 1, column 8"),
        (b"\xef\xbb\xbf{}", "line 1, column 1"),
        (b'{"a": "\xed\xa0\x80"}', "byte 7"),
        (b'{"a": "\xff"}', "byte 7"),
        (b"{'a': 1}", "line 1, column 2"),
        (b'{"a": 1}{"b": 2}', "line 1, column 9"),
        (b'{"a": "' + b'\\"' * 100_000, "line 1, column 7"),
    ],
)
def test_what_is_refused_says_where(raw, pointer):
    assert refused(raw).pointer == pointer


def test_a_pair_of_surrogates_is_a_character():
    assert json_body.read(rb'{"a": "\ud83d\ude00"}') == {"a": "😀"}


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(raw):
    try:
        found = json_body.read(raw)
    except BadBody as error:
        found = {"refused at": error.pointer}
    assert isinstance(found, dict)
    assert found != {"refused at": None}


def read_as(content_type, data=b"{}", **options):
    with Flask("probe").test_request_context(
        method="POST", data=data, headers={"Content-Type": content_type} if content_type else {}
    ):
        assert request.method == "POST"
        return json_body.body(**options)


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=UTF-8"])
def test_json_is_read(kind):
    assert read_as(kind, b'{"a": 1}') == {"a": 1}


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
     "application/json; charset=utf-16", "application/jsonp", "text/json"],
)  # fmt: skip
def test_another_content_type_is_refused(kind):
    with pytest.raises(BadBody) as caught:
        read_as(kind)
    assert caught.value.pointer == "Content-Type"


def test_nothing_is_an_empty_body_only_where_allowed():
    assert read_as("", b"", may_be_empty=True) == {}
    with pytest.raises(BadBody):
        read_as("application/json", b"")


def test_a_body_has_a_size():
    fitting = b'{"a": "' + b"x" * (json_body.LARGEST - 9) + b'"}'
    assert len(fitting) == json_body.LARGEST
    assert read_as("application/json", fitting)
    with pytest.raises(RequestEntityTooLarge):
        read_as("application/json", fitting + b" ")
