"""Commands `people …`: what is kept of givers and recipients, their consent, and erasing it."""

from collections.abc import Callable

import click
from flask.cli import AppGroup, with_appcontext

from geodata.errors import CampaignError
from geodata.journal import SYSTEM
from geodata.people import erasure, people
from geodata.people.erasure import Erased
from geodata.people.people import Known
from webmap.command_errors import Refused
from webmap.http import application

group = AppGroup("people", help="Dữ liệu cá nhân của người đóng góp, người được khen.")
CONSENT = {
    "none": "không nêu tên",
    "ward": "nêu tên trong phường, xã",
    "public": "nêu tên công khai",
    "parcel": "nêu tên và thửa đất công khai",
}


@group.command("find")
@click.argument("text")
def find(text: str) -> None:
    """Tìm theo tên, liên hệ, địa chỉ, mã đóng góp hoặc mã khen thưởng; in mọi điều đang lưu."""
    with application.store().reading() as session:
        found = people.find(session, text)
    if not found:
        raise Refused(f"Không lưu gì về “{text}”.")
    for known in found:
        click.echo(_described(known))


@group.command("consent-withdraw")
@click.argument("uid")
def withdraw(uid: str) -> None:
    """Rút đồng ý nêu tên: từ nay không trang nào nêu tên người này nữa."""
    try:
        with application.store().writing() as session:
            ended = people.withdraw_consent(session, uid)
    except CampaignError as error:
        raise Refused(str(error)) from error
    click.echo(
        "Đã rút đồng ý nêu tên." if ended else "Người này không có đồng ý nào đang có hiệu lực."
    )


@group.command("erase")
@click.argument("uid")
def erase(uid: str) -> None:
    """Xóa dữ liệu của một người (mã xem bằng `people find`). Không hoàn lại được."""
    erase_and_report(lambda: erasure.person(application.store(), SYSTEM, uid))


@click.command("erase")
@click.argument("username")
@with_appcontext
def erase_account(username: str) -> None:
    """Xóa mọi dữ liệu cá nhân của một tài khoản, theo tên đăng nhập hoặc mã; khóa vĩnh viễn."""
    erase_and_report(lambda: erasure.account(application.store(), SYSTEM, username))


def erase_and_report(erase_it: Callable[[], Erased]) -> None:
    """Erase, and say what was done and what is left to do."""
    try:
        done = erase_it()
    except CampaignError as error:
        raise Refused(str(error)) from error
    click.echo(f"Đã xóa dữ liệu cá nhân của {done.uid}. Số liệu, nhật ký giữ nguyên.")
    if done.tokens:
        click.echo("Xem tên các mã truy cập do tài khoản tạo: " + "; ".join(done.tokens))
    click.echo("Bản sao lưu cũ còn giữ dữ liệu này: xóa bản sao, hoặc xóa lại sau khi phục hồi.")
    if not done.scrubbed:
        raise Refused(
            "Kho đang bận nên tệp có thể còn vết. Chạy lại lệnh này lúc ít người dùng "
            f"(với mã {done.uid})."
        )


def _described(known: Known) -> str:
    lines = [
        f"{known.uid}  {known.name}",
        *([f"  liên hệ: {known.contact}"] if known.contact else []),
        *([f"  địa chỉ: {known.address}"] if known.address else []),
        f"  đồng ý: {CONSENT[known.consent]}",
        *([f"  đóng góp: {', '.join(known.contributions)}"] if known.contributions else []),
        *([f"  khen thưởng: {', '.join(known.awards)}"] if known.awards else []),
    ]
    return "\n".join(lines)
