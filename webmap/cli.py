"""Commands: `flask --app app prepare`, `campaign load PATH`, `db upgrade`.

What they need is imported when they run: `flask` starts fast, and the web never loads importers.
"""

import os
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from geodata.errors import BrokenFile, CampaignError
from geodata.store import Store
from webmap.command_errors import Refused
from webmap.config import PROJECT_ROOT
from webmap.http import application
from webmap.officers.accounts import commands as accounts_cli
from webmap.officers.accounts import people_commands
from webmap.officers.deadlines import commands as due_commands

campaign_group = AppGroup("campaign", help="Dữ liệu của phong trào.")
db_group = AppGroup("db", help="Kho dữ liệu.")


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Chuẩn bị kho: tạo bảng, nạp phong trào và (trừ khi SAMPLE=0) dữ liệu mẫu."""
    settings = application.settings()
    _upgrade(application.store())
    folder = Path(settings.campaign)
    _load(application.store(), folder)
    sample = folder / "sample"
    if settings.sample and sample.is_dir():
        _load_sample(application.store(), sample)
        _sample_accounts(application.store(), folder)


@campaign_group.command("load")
@click.argument("path", type=click.Path(path_type=Path))
def load_campaign(path: Path) -> None:
    """Nạp một thư mục phong trào (campaign.yaml) hoặc dữ liệu (data.yaml): tất cả hoặc không gì."""
    _load(application.store(), path)


@campaign_group.command("generate")
@click.option("--projects", default=2_000, show_default=True, type=click.IntRange(0, 100_000))
@click.option(
    "--contributions", default=20_000, show_default=True, type=click.IntRange(0, 1_000_000)
)
@click.option("--seed", default=1, show_default=True)
def generate_campaign(projects: int, contributions: int, seed: int) -> None:
    """Sinh dữ liệu thử (minh họa) để đo tốc độ, chỉ vào kho chưa có dự án nào."""
    from geodata import generator

    try:
        with application.store().writing() as session:
            rows = generator.generate(session, projects, contributions, seed)
    except CampaignError as error:
        raise Refused(str(error)) from error
    click.echo(f"Đã sinh {projects} dự án, {contributions} đóng góp ({rows} dòng).")


@db_group.command("upgrade")
def upgrade() -> None:
    """Đưa các bảng của kho lên phiên bản mới nhất."""
    _upgrade(application.store())


def _upgrade(store: Store) -> None:
    try:
        if store.is_current():
            click.echo("Kho dữ liệu: đã ở phiên bản mới nhất.")
            return
        store.upgrade()
    except CampaignError as error:
        raise Refused(str(error)) from error
    click.echo(f"Kho dữ liệu: đã chuẩn bị ({store.dialect}).")


def _load(store: Store, path: Path) -> None:
    from geodata.importers import campaign_folder

    try:
        with store.writing() as session:
            result = campaign_folder.load(session, path)
    except BrokenFile as error:
        raise Refused(f"{_short(path)}/{error}") from error
    except CampaignError as error:
        raise Refused(str(error)) from error
    if result.added:
        click.echo(f"{_short(path)}: đã nạp {result.added} mục mới.")
    else:
        click.echo(f"{_short(path)}: không có gì mới.")


def _load_sample(store: Store, sample: Path) -> None:
    """Load the sample into a store without projects; what holds data keeps it as it is.

    Facts are never taken back: illustrative projects among a city's own would stay for ever.
    """
    from geodata.importers import campaign_folder

    with store.reading() as session:
        empty = campaign_folder.holds_no_project(session)
    if empty:
        _load(store, sample)
    else:
        click.echo(f"{_short(sample)}: kho đã có dữ liệu, giữ nguyên.")


def _sample_accounts(store: Store, folder: Path) -> None:
    """Accounts for the sample, told once; a store with an account of its own is left alone."""
    from webmap.officers.accounts import sample as sample_accounts

    try:
        made, path = sample_accounts.make(store, folder, application.today())
    except CampaignError as error:
        raise Refused(str(error)) from error
    if made:
        click.echo(f"Tài khoản mẫu, mật khẩu chỉ báo lần này và ghi ở {_short(path)}:")
        for account in made:
            click.echo(f"  {account.username:<16} {account.password}")


def _short(path: Path) -> str:
    resolved = path.resolve()
    if resolved.is_relative_to(PROJECT_ROOT):
        return os.fspath(resolved.relative_to(PROJECT_ROOT))
    return os.fspath(path)


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(prepare)
    app.cli.add_command(campaign_group)
    app.cli.add_command(db_group)
    app.cli.add_command(accounts_cli.group)
    app.cli.add_command(people_commands.group)
    app.cli.add_command(due_commands.due)
    accounts_cli.group.add_command(people_commands.erase_account)
