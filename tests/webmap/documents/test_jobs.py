"""Documents made in the background: one maker each, whoever asks, and nothing left half-written."""

import logging
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest

from webmap.documents import making
from webmap.documents.jobs import Job, Shelf

CODE = "annual-2025-11-30"


@pytest.fixture
def ready(review_store, vietnamese):
    with review_store.reading() as session:
        return making.material(session, review_store, CODE, "https://map.example/reviews/x")


@pytest.fixture
def made(caplog):
    """The endings of what was made, as the log tells."""
    caplog.set_level(logging.INFO, "webmap.documents.jobs")
    return lambda: sorted(
        record.args[0].rsplit(".", 1)[1] for record in caplog.records if "was made in" in record.msg
    )


def together(count, ask):
    gate = threading.Barrier(count)

    def one(_number):
        gate.wait()
        return ask()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def waited(path, shelf):
    deadline = time.monotonic() + 20
    while not path.is_file() and time.monotonic() < deadline:
        time.sleep(0.01)
    while shelf.progress(path) is not None and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize("round_", range(4))
def test_many_who_ask_at_once_get_one_file_made_once(vietnamese, ready, made, tmp_path, round_):
    shelf = Shelf(tmp_path / "documents")
    paths = together(8, lambda: shelf.begin(vietnamese, ready, "xlsx"))
    assert len(set(paths)) == 1
    waited(paths[0], shelf)
    whole = openpyxl.load_workbook(paths[0])
    assert whole.sheetnames[-1] == "Thông tin"
    assert made() == ["xlsx"]
    assert shelf.begin(vietnamese, ready, "xlsx") == paths[0]
    assert made() == ["xlsx"]
    assert [path.name for path in shelf.folder.iterdir()] == [paths[0].name]
    assert paths[0].stat().st_mode & 0o777 == 0o600


def test_two_documents_are_made_one_after_the_other(vietnamese, ready, made, tmp_path):
    shelf = Shelf(tmp_path / "documents")
    first = shelf.begin(vietnamese, ready, "xlsx")
    second = shelf.begin(vietnamese, ready, "docx")
    for path in (first, second):
        waited(path, shelf)
    assert made() == ["docx", "xlsx"]


def test_a_dead_job_is_begun_anew_and_a_living_one_is_not(vietnamese, ready, made, tmp_path):
    shelf = Shelf(tmp_path / "documents")
    path = shelf.path(ready, "xlsx")
    shelf.folder.mkdir()
    aside = path.with_name(f".{path.name}.progress")
    aside.write_text(f'{{"what": "", "done": 1, "all_": 3, "failed": false, "at": {time.time()}}}')
    assert shelf.begin(vietnamese, ready, "xlsx") == path
    assert shelf.progress(path) == Job("", 1, 3)
    assert made() == []
    aside.write_text('{"what": "", "done": 1, "all_": 3, "failed": false, "at": 1}')
    shelf.begin(vietnamese, ready, "xlsx")
    waited(path, shelf)
    assert made() == ["xlsx"]


def test_what_a_killed_process_left_is_cleared_away(vietnamese, ready, made, tmp_path):
    shelf = Shelf(tmp_path / "documents")
    shelf.folder.mkdir()
    left, fresh = shelf.folder / ".old.xlsx.abc", shelf.folder / ".new.xlsx.abc"
    for path in (left, fresh):
        path.write_bytes(b"half")
    os.utime(left, (1, 1))
    path = shelf.begin(vietnamese, ready, "xlsx")
    waited(path, shelf)
    assert not left.exists()
    assert fresh.exists()
