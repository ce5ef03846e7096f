"""Commands `accounts …`: what the administrator's page does, for the operator at the console."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from geodata.accounts import accounts, credentials
from geodata.accounts.accounts import HandedOut, NewAccount
from geodata.errors import CampaignError
from geodata.journal import SYSTEM
from geodata.vocabulary import ROLES, codes
from webmap.command_errors import Refused
from webmap.http import application

group = AppGroup("accounts", help="Tài khoản của cán bộ.")

STATES = {
    "active": "đang dùng",
    "waiting": "chờ đặt mật khẩu",
    "disabled": "đã khóa",
    "erased": "đã xóa dữ liệu",
}


@contextmanager
def _writing() -> Iterator[Session]:
    try:
        with application.store().writing() as session:
            yield session
    except CampaignError as error:
        raise Refused(str(error)) from error


@group.command("create")
@click.argument("username")
@click.option("--name", required=True, help="Tên hiện cho người dùng khác.")
@click.option("--role", required=True, type=click.Choice(codes(ROLES)), help="Chức danh.")
@click.option("--office", required=True, help="Mã đơn vị hoặc cơ quan, ví dụ 29905@2025.")
@click.option("--contact", default="", help="Điện thoại hoặc thư điện tử.")
def create(username: str, name: str, role: str, office: str, contact: str) -> None:
    """Tạo tài khoản; mật khẩu ngẫu nhiên chỉ in lần này, phải đổi ở lần đăng nhập đầu."""
    with _writing() as session:
        person = NewAccount(username, name, role, office, contact)
        made = accounts.create(session, SYSTEM, person, today=application.today())
    _tell(made)


@group.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """Khóa tài khoản: mọi máy đang đăng nhập và mã truy cập do nó tạo dừng ngay."""
    with _writing() as session:
        accounts.disable(session, SYSTEM, accounts.by_username(session, username).uid)
    click.echo(f"Đã khóa {username}.")


@group.command("enable")
@click.argument("username")
def enable(username: str) -> None:
    """Mở khóa tài khoản."""
    with _writing() as session:
        accounts.enable(session, SYSTEM, accounts.by_username(session, username).uid)
    click.echo(f"Đã mở khóa {username}.")


@group.command("reset")
@click.argument("username")
@click.option("--totp", is_flag=True, help="Gỡ cả mã xác thực (mất điện thoại).")
@click.option("--site", default=None, help="Địa chỉ trang, ví dụ https://bando.example.vn.")
def reset(username: str, totp: bool, site: str | None) -> None:
    """Tạo đường dẫn đặt lại mật khẩu, dùng một lần trong 24 giờ; mật khẩu cũ dừng ngay."""
    with _writing() as session:
        uid = accounts.by_username(session, username).uid
        value = credentials.reset(session, SYSTEM, uid, totp=totp)
    settings = application.settings()
    site = (site or f"http://{settings.host}:{settings.port}").rstrip("/")
    click.echo(f"{site}/login/link/{value}")


@group.command("hand-over")
@click.argument("username")
@click.option("--office", default=None, help="Cơ quan, đơn vị nhận, ví dụ 29905@2025.")
@click.option("--to", "to", default=None, help="Tên đăng nhập của người nhận.")
@click.option("--name", default="", help="Tên của người nhận.")
@click.option("--contact", default="", help="Điện thoại hoặc thư điện tử của người nhận.")
def hand_over(username: str, office: str | None, to: str | None, name: str, contact: str) -> None:
    """Chuyển giao tài khoản sang cơ quan kế tục (--office), người khác (--to, --name), hoặc cả hai.

    Sang người khác thì tài khoản cũ bị khóa, tài khoản mới được tạo; mật khẩu chỉ in lần này.
    """
    person = None if to is None else NewAccount(to, name, "", "", contact)
    with _writing() as session:
        uid = accounts.by_username(session, username).uid
        made = accounts.hand_over(
            session, SYSTEM, uid, office=office, person=person, today=application.today()
        )
    if made is None:
        click.echo(f"Đã chuyển {username} sang {office}.")
    else:
        click.echo(f"Đã khóa {username}.")
        _tell(made)


@group.command("list")
def list_accounts() -> None:
    """Liệt kê tài khoản: tên đăng nhập, chức danh, cơ quan, tình trạng."""
    try:
        with application.store().reading() as session:
            rows = accounts.listed(session)
    except CampaignError as error:
        raise Refused(str(error)) from error
    for row in rows:
        click.echo(f"{row.username or '-':<20} {row.role:<14} {row.office:<26} {STATES[row.state]}")


def _tell(made: HandedOut) -> None:
    click.echo(f"Tài khoản {made.username}, mật khẩu chỉ báo lần này: {made.password}")
