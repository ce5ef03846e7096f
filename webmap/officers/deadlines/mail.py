"""Mail over SMTP, from the standard library; off until the operator sets a server and a sender."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from webmap.config import Settings

SECONDS = 20
"""How long a server may take to answer."""


@dataclass(frozen=True)
class Letter:
    """A plain text to one address."""

    to: str
    subject: str
    text: str


class MailFailed(Exception):
    """The server could not be reached or did not take a letter; says what it answered."""


class MailRefused(MailFailed):
    """The server took no letter for this address; it may take others."""


_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")


def is_set(settings: Settings) -> bool:
    """Whether mail can be sent at all."""
    return bool(settings.smtp_host and settings.smtp_from)


Post = Callable[[Letter], None]


@contextmanager
def post(settings: Settings) -> Iterator[Post]:
    """A connection to the server; what it yields sends a letter. Raises MailFailed.

    Without encryption neither user name nor password is sent.
    """
    with _told(), _connect(settings) as server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user and settings.smtp_tls != "off":
            server.login(settings.smtp_user, settings.smtp_password)

        def send(letter: Letter) -> None:
            with _told():
                server.send_message(_message(settings, letter))

        yield send


def _connect(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_tls == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    return smtplib.SMTP(host, port, timeout=SECONDS)


def _message(settings: Settings, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.smtp_from
    message["To"] = letter.to
    # A name with a line break must not become another header.
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=settings.smtp_from.rpartition("@")[2].strip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise MailRefused(_words(code, said)) from None
    except smtplib.SMTPResponseException as error:
        raise MailFailed(_words(error.smtp_code, error.smtp_error)) from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(str(error) or type(error).__name__) from error


def _words(code: int, said: bytes | str) -> str:
    """What the server answered, without the addresses of people, for it goes into the log."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return _ADDRESS.sub("…", f"{code} {words}")
