"""`flask --app app review freeze|export|diff|list`: reviews without a browser."""

import datetime as dt
import os
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from geodata import reviews
from geodata.errors import CampaignError
from geodata.journal import SYSTEM
from geodata.queries import definition_at
from geodata.queries.moments import PAID_UNTIL
from geodata.vocabulary import REVIEW_KINDS, codes
from webmap.command_errors import Refused
from webmap.documents import making
from webmap.documents.report.docx import STANDARD
from webmap.http import application
from webmap.http.release import VERSION
from webmap.reviews.difference_words import change_lines

group = AppGroup("review", help="Sơ kết, tổng kết: chốt số liệu, xuất tài liệu, xem thay đổi.")
DAY = click.DateTime(["%Y-%m-%d"])
_LAST = 2**31 - 1
ALL = "all"


@group.command("freeze")
@click.option("--name", required=True, help="Tên kỳ, ví dụ “Báo cáo năm 2025”.")
@click.option("--kind", required=True, type=click.Choice(codes(REVIEW_KINDS)))
@click.option("--as-of", "as_of", required=True, type=DAY, help="Ngày chốt số liệu.")
@click.option("--from", "period_from", type=DAY, help="Ngày đầu kỳ.")
@click.option("--to", "period_to", type=DAY, help="Ngày cuối kỳ.")
@click.option("--office", help="Đơn vị, cơ quan, với kỳ riêng (kind own).")
@click.option("--against", help="Mã kỳ trước để so sánh.")
def freeze(
    name: str,
    kind: str,
    as_of: dt.datetime,
    period_from: dt.datetime | None,
    period_to: dt.datetime | None,
    office: str | None,
    against: str | None,
) -> None:
    """Lập một kỳ và chốt số liệu; in MÃ<TAB>SHA256."""
    store, today = application.store(), application.today()
    try:
        with store.reading() as session:
            start, end = _period(session, kind, as_of.date())
        values = {
            "name": name,
            "kind": kind,
            "office": office,
            "period_from": period_from.date() if period_from else start,
            "period_to": period_to.date() if period_to else end,
            "as_of": as_of.date(),
            "against": against,
        }
        code, digest = reviews.freeze_new(store, SYSTEM, values, VERSION, today)
    except CampaignError as error:
        raise Refused(str(error)) from error
    click.echo(f"{code}\t{digest}")


def _period(session: Session, kind: str, as_of: dt.date) -> tuple[dt.date, dt.date]:
    """The period that a kind covers by the plan (section V): the year, the phase, or all of it. A
    year that closes in January is the one before, whose budget is paid until then."""
    definition = definition_at(session, _LAST)
    if kind == "final":
        return definition.campaign.starts_on, definition.campaign.ends_on
    if kind == "midterm":
        for phase in definition.phases.values():
            start, end = (dt.date.fromisoformat(phase.attrs[name]) for name in ("from", "to"))
            if start <= as_of <= end:
                return start, end
    in_january = (as_of.month, as_of.day) <= PAID_UNTIL
    year = max(dt.MINYEAR, as_of.year - in_january)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


@group.command("list")
def listed() -> None:
    """Liệt kê các kỳ: mã, ngày chốt, tên, SHA256."""
    with application.store().reading() as session:
        for state in reviews.reviews(session):
            click.echo(f"{state.code}\t{state.as_of}\t{state.name}\t{state.digest or '-'}")


@group.command("export")
@click.argument("code")
@click.option("--format", "ending", required=True, type=click.Choice([*making.FORMATS, ALL]))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
def export(code: str, ending: str, out: Path) -> None:
    """Xuất một tài liệu (hay cả năm: all) của kỳ đã chốt vào thư mục; in đường dẫn tệp."""
    store = application.store()
    settings = application.settings()
    address = f"{settings.public_address}/reviews/{code}"
    try:
        with store.reading() as session:
            ready = making.material(session, store, code, address, settings.own_report_template)
        # The heaviest first, while this process is still small.
        for one in sorted(making.FORMATS, key="pdf".__ne__) if ending == ALL else (ending,):
            body = making.make(ready, one, _print_progress)
            _write(out, f"{code}.{one}", body)
    except CampaignError as error:
        raise Refused(str(error)) from error


@group.command("template")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
def template(out: Path) -> None:
    """Chép mẫu báo cáo sẵn có ra một tệp .docx để cơ quan sửa theo ý mình (REPORT_TEMPLATE)."""
    if out.exists():
        raise Refused(f"{out} đã có; chọn tên khác.")
    _write(out.parent, out.name, STANDARD.read_bytes())


def _write(folder: Path, name: str, body: bytes) -> None:
    """A file whole or not at all; its path is printed."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    fresh = folder / f".{name}.{os.getpid()}"
    try:
        fresh.write_bytes(body)
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Refused(f"Không ghi được {target}: {error.strerror}.") from error
    click.echo(str(target))


def _print_progress(what: str, done: int, whole: int) -> None:
    click.echo(f"[{done}/{whole}] {what}", err=True)


@group.command("diff")
@click.argument("code")
def diff(code: str) -> None:
    """Nêu số liệu đã khác từ khi chốt: do số liệu đến sau hay do cách tính, dòng nào, vì sao."""
    try:
        with application.store().reading() as session:
            state = reviews.review(session, code)
            body = reviews.frozen_body(session, state.id)
            if body is None:
                raise Refused(f"{code}: chưa chốt số liệu.")
            found = reviews.difference(session, body, application.today())
            definition = definition_at(session, _LAST)
    except CampaignError as error:
        raise Refused(str(error)) from error
    for line in change_lines(found, definition):
        click.echo(line)


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(group)
