"""The command `due`: what is due and overdue, printed or mailed; for a timer of the operator's."""

import click
from flask.cli import with_appcontext

from geodata.deadlines import due as deadlines
from geodata.deadlines.reminders import LISTS
from geodata.errors import CampaignError
from webmap.command_errors import Refused
from webmap.http import application
from webmap.officers.deadlines import mail, reminders


@click.command("due")
@click.option("--send", is_flag=True, help="Gửi thư đến các tài khoản có địa chỉ thư.")
@with_appcontext
def due(send: bool) -> None:
    """In những gì đến hạn, quá hạn theo cơ quan; --send: gửi thư nhắc, mỗi ngày một lần."""
    if send and not mail.is_set(application.settings()):
        raise Refused("Chưa cấu hình máy chủ thư: đặt SMTP_HOST và SMTP_FROM.")
    try:
        with application.store().reading() as session:
            definition = application.definition(session)
            found = deadlines.due(session, application.today())
    except CampaignError as error:
        raise Refused(str(error)) from error
    if not send:
        letters = [r for listing in LISTS for r in reminders.of(found, definition, listing)]
        for letter in letters:
            click.echo(f"{letter.subject}\n{letter.text}\n")
        if not letters:
            click.echo("Không có gì đến hạn, quá hạn.")
        return
    done = reminders.send(application.store(), application.settings(), found, definition)
    click.echo(f"Đã gửi {done.sent} thư; {done.already} thư đã gửi hôm nay từ trước.")
    if done.refused:
        click.echo(f"{done.refused} thư bị hộp thư từ chối; mã tài khoản ở nhật ký máy chủ.")
    if done.without:
        click.echo("Chưa có tài khoản nào ghi địa chỉ thư: " + ", ".join(done.without))
    if done.failed:
        raise Refused(f"Máy chủ thư không nhận: {done.failed}")
