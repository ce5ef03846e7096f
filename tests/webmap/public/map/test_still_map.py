"""Still maps."""

import struct
import time

import pytest


def size_of(response):
    """Width and height of a PNG."""
    assert response.data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", response.data[16:24])


def test_picture_has_the_size_asked_for(client):
    started = time.process_time()
    response = client.get("/pictures/map.png")
    assert (response.status_code, response.mimetype) == (200, "image/png")
    assert time.process_time() - started < 10  # of this process alone, whatever else runs
    assert size_of(response) == (1600, 1130)
    assert size_of(client.get("/pictures/map.png?size=og")) == (1200, 630)


def test_same_question_has_the_same_bytes_and_a_validator(client):
    first = client.get("/pictures/map.png?size=og&sector=education")
    assert client.get("/pictures/map.png?sector=education&size=og").data == first.data
    held = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/pictures/map.png?size=og&sector=education", headers=held).status_code == 304


def test_filter_day_and_language_change_the_picture(client):
    base = "/pictures/map.png?size=og"
    pictures = {
        client.get(f"{base}{more}").data
        for more in ("", "&as_of=2024-12-31", "&lang=en", "&project=DUONG-N7", "&unit=29923@2013")
    }
    assert len(pictures) == 5


@pytest.mark.parametrize(
    "query",
    [
        "q=khong-co-gi",
        "bbox=105.7,10.3,105.7,10.3",
        "bbox=-180,-90,180,90",
        "bbox=0,0,1,1",
        "as_of=2013-10-14",
        "as_of=2100-12-31",
        "project=HO-DIEU-HOA-AH",
    ],
)
def test_picture_of_little_or_nothing_is_still_a_picture(client, query):
    assert size_of(client.get(f"/pictures/map.png?size=og&{query}")) == (1200, 630)


@pytest.mark.parametrize("query", ["size=huge", "project=NOPE", "unit=29905", "page=1", "bbox=1"])
def test_wrong_question_is_refused(client, query):
    assert client.get(f"/pictures/map.png?{query}").status_code == 400
