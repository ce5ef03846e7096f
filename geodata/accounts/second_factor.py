"""The second factor: codes of six digits that change every 30 seconds (TOTP, RFC 6238)."""

import datetime as dt
import re

import pyotp

SECONDS = 30
DRIFT = 1
"""Steps by which a phone's clock may be off, before and after."""


def new_secret() -> str:
    """A random secret, in base32 as an authenticator takes it."""
    return pyotp.random_base32()


def address(secret: str, username: str, issuer: str) -> str:
    """The `otpauth://` address that a QR code carries."""
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=username, issuer_name=issuer)


def step(secret: str, code: str, now: dt.datetime) -> int | None:
    """The time step that a code is of, or None when it is none of now.

    A code works once: who keeps the last step refuses this one and earlier ones.
    """
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    expected = pyotp.TOTP(secret, interval=SECONDS)
    current = int(now.timestamp()) // SECONDS
    for candidate in range(current - DRIFT, current + DRIFT + 1):
        if pyotp.utils.strings_equal(expected.generate_otp(candidate), digits):
            return candidate
    return None
