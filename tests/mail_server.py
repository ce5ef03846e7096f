"""A real mail server on the loopback, which keeps what it is sent."""

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class Kept:
    """What came: letters in their order, sign-ins; `refuse` answers 550 to this address."""

    letters: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    sign_ins: list[tuple[str, str]] = field(default_factory=list)
    refuse: str = ""
    port: int = 0

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        """Take an address, or not."""
        if address == self.refuse:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        """Keep a letter."""
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        self.to += envelope.rcpt_tos
        return "250 OK"

    def sign_in(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        """Remember who signs in; only one password is right."""
        self.sign_ins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"right-password", handled=False)


class _Controller(Controller):
    """On a free port: the library asks port 0 itself whether it answers."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(certificate: Path | None = None) -> Iterator[Kept]:
    """Serve on a free port; with a certificate only over STARTTLS and to who signs in."""
    kept = Kept()
    options: dict = {}
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        options = {
            "tls_context": context,
            "require_starttls": True,
            "authenticator": kept.sign_in,
            "auth_required": True,
        }
    controller = _Controller(kept, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        kept.port = controller.port
        yield kept
    finally:
        controller.stop()


def make_certificate(folder: Path) -> Path:
    """A certificate for localhost with its key, in one file, which nobody trusts by itself."""
    key, certificate, both = (folder / name for name in ("key.pem", "cert.pem", "both.pem"))
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "36500",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-keyout", key, "-out", certificate,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both
