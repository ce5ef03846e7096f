"""Pictures of sites: what is kept of a file, what is refused, and the store that had none."""

import datetime as dt
import io
import shutil
import stat

import pytest
from PIL import Image
from sqlalchemy import func, insert, select, text

from geodata import corrections, media, queries
from geodata.errors import BadInput, BrokenFile
from geodata.evidence import photos
from geodata.importers.campaign_folder import load
from geodata.journal import record
from geodata.models import JournalEntry, Photo, StatusUpdate
from geodata.queries.photos import published
from geodata.store import open_store
from geodata.verification import deciding
from tests import factories
from tests.factories import CAMPAIGN

TODAY = dt.date(2026, 11, 23)


def picture(size=(40, 30), kind="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", size, "#0b5a6f").save(out, kind, **options)
    return out.getvalue()


def with_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825)[2] = (10.0, 18.0, 0.0)
    return picture((60, 20), "JPEG", exif=exif)


def test_picture_is_written_anew_without_its_metadata(tmp_path):
    folder = tmp_path / "media"
    kept = media.keep(folder, with_exif() + b"<script>behind the picture</script>")
    path = folder / media.file_name(kept.digest, kept.media_type)
    made = Image.open(io.BytesIO(path.read_bytes()))
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 20, 60)
    assert made.size == (20, 60)
    assert not made.getexif()
    assert b"script" not in path.read_bytes()
    assert b"Camera" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert media.keep(folder, with_exif()).digest == kept.digest
    assert len(list(folder.iterdir())) == 2


def test_large_picture_is_made_smaller_with_a_thumbnail(tmp_path):
    kept = media.keep(tmp_path, picture((2400, 1200)))
    assert (kept.media_type, kept.width, kept.height) == ("image/webp", 1600, 800)
    name = media.file_name(kept.digest, kept.media_type, small=True)
    small = Image.open(io.BytesIO((tmp_path / name).read_bytes()))
    assert small.size == (480, 240)


@pytest.mark.parametrize(
    "raw",
    [b"", b"no picture", picture()[:60], picture(kind="GIF"), picture(kind="BMP"), b"<svg/>"],
)
def test_what_is_no_picture_is_refused(tmp_path, raw):
    with pytest.raises(BadInput):
        media.keep(tmp_path / "media", raw)
    assert not (tmp_path / "media").exists()


def test_picture_of_too_many_pixels_is_refused_unread(tmp_path):
    bomb = picture((8000, 7000), "PNG")
    assert len(bomb) < 1_000_000
    with pytest.raises(BadInput, match="8000 × 7000"):
        media.keep(tmp_path, bomb)


def a_photo(session, raw=None, **values):
    said = {
        "effective_on": dt.date(2024, 3, 1),
        "stage": "before",
        "caption": "Trước khi làm",
        "illustrative": [],
    } | values
    return photos.add(session, factories.OWNER, "DUONG-THU", raw or picture(), said)


def test_photo_belongs_to_the_days_from_which_it_was_taken(defined_store):
    with defined_store.writing() as session:
        factories.a_project(session)
        a_photo(session, position=factories.WARD_1)
        a_photo(session, effective_on=dt.date(2024, 9, 1), stage="after")
    with defined_store.reading() as session:
        early = queries.history(
            session, queries.moment(session, dt.date(2024, 4, 1), today=TODAY), "DUONG-THU"
        )
        late = queries.history(session, queries.moment(session, today=TODAY), "DUONG-THU")
    assert [row.stage for row in early.photos] == ["before"]
    assert [row.stage for row in late.photos] == ["before", "after"]
    assert late.photos[0].position == factories.WARD_1


def test_photo_that_is_taken_back_is_published_no_more(defined_store):
    with defined_store.writing() as session:
        factories.a_project(session)
        row = a_photo(session)
        digest, kind = row.digest, row.media_type
        now = queries.moment(session, today=TODAY)
        assert published(session, now, digest, kind)
        assert not published(session, now, digest, "image/jpeg")
        assert not published(session, now, "0" * 64, kind)
        corrections.correct(session, factories.OWNER, row, {"voided": True}, "Ảnh nhầm nơi")
        assert not published(session, queries.moment(session, today=TODAY), digest, kind)


@pytest.mark.parametrize("wrong", [{"stage": "later"}, {"illustrative": ["x"]}])
def test_photo_with_a_wrong_code_is_refused(defined_store, wrong):
    with defined_store.writing() as session:
        factories.a_project(session)
        with pytest.raises(BadInput):
            a_photo(session, **wrong)


# ── Loaded from a campaign's files ────────────────────────────────────────────────────────────

PROJECT = """\
code: DUONG-THU
revisions:
  - {effective_on: 2024-01-01, name: "Đường thử", sector: transport, agency: ban-qlda@2013}
photos:
  - {file: anh/truoc.png, taken_on: 2024-01-05, stage: before, caption: "Trước"}
"""


@pytest.fixture
def folder(tmp_path):
    for each in CAMPAIGN.glob("*.*"):
        shutil.copy(each, tmp_path / each.name)
    data = tmp_path / "data"
    (data / "projects").mkdir(parents=True)
    (data / "anh").mkdir()
    shutil.copy(CAMPAIGN / "sample" / "data.yaml", data / "data.yaml")
    (data / "projects" / "thu.yaml").write_text(PROJECT, "utf-8")
    (data / "anh" / "truoc.png").write_bytes(picture())
    (tmp_path / "outside.png").write_bytes(picture())
    return data


def put(store, folder):
    with store.writing() as session:
        return load(session, folder)


def test_photo_loads_once(store, folder):
    put(store, folder)
    assert put(store, folder).added == 0
    with store.reading() as session:
        (row,) = session.execute(select(*Photo.__table__.c)).all()
    assert (row.stage, row.caption, row.effective_on) == ("before", "Trước", dt.date(2024, 1, 5))
    assert (store.media / media.file_name(row.digest, row.media_type)).is_file()


def test_another_picture_under_the_same_name_is_refused(store, folder):
    put(store, folder)
    (folder / "anh" / "truoc.png").write_bytes(picture((50, 50)))
    with pytest.raises(BrokenFile, match="đính chính"):
        put(store, folder)


@pytest.mark.parametrize(
    "name", ["../outside.png", "anh/none.png", "/etc/hostname", "anh", "anh/link.png", "a\0b"]
)
def test_file_outside_the_folder_is_refused_with_its_line(store, folder, name):
    (folder / "anh" / "link.png").symlink_to(folder.parent / "outside.png")
    path = folder / "projects" / "thu.yaml"
    shown = name.replace("\0", "\\0")
    path.write_text(PROJECT.replace("anh/truoc.png", f'"{shown}"'), "utf-8")
    with pytest.raises(BrokenFile, match=r"thu\.yaml:5"):
        put(store, folder)


def test_broken_picture_is_refused_with_its_line_and_leaves_nothing(store, folder):
    (folder / "anh" / "truoc.png").write_bytes(picture()[:50])
    with pytest.raises(BrokenFile, match=r"thu\.yaml:5.*ảnh hỏng"):
        put(store, folder)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(JournalEntry)) == 0


# ── A store made before there were pictures ───────────────────────────────────────────────────


def an_update_of_then(session):
    """A verified update by the columns of the first migration; the model has others since."""
    rev = record(session, factories.WARD, "update.report", "project", "DUONG-THU")
    made = session.execute(
        insert(StatusUpdate.__table__).values(
            rev=rev, project_id=1, reported_by="29905@2013", status="implementation",
            physical_percent=50, obstacles=[], effective_on=dt.date(2024, 7, 1), voided=False,
            illustrative=[],
        )
    )  # fmt: skip
    row = StatusUpdate(id=made.inserted_primary_key[0])
    deciding.give(session, factories.OWNER, row, "verified")


def test_store_of_the_first_migration_keeps_its_rows(blank_url):
    store = open_store(blank_url)
    store.upgrade("0001")
    assert not store.is_current()
    with store.writing() as session:
        factories.define(session)
        factories.a_project(session)
        an_update_of_then(session)
    with store.engine.connect() as connection:
        before = connection.scalar(text("SELECT count(*) FROM journal"))
    store.upgrade()
    assert store.is_current()
    with store.writing() as session:
        assert session.scalar(select(func.count()).select_from(JournalEntry)) == before
        a_photo(session, position=factories.WARD_1)
        now = queries.moment(session, today=TODAY)
        (project,) = queries.snapshot(session, now).projects
        assert (project.code, project.physical_percent) == ("DUONG-THU", 50)
        assert len(queries.history(session, now, "DUONG-THU").photos) == 1
    store.close()
