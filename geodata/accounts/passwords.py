"""Secrets: passwords as argon2id hashes, long random values as digests. Nothing is kept as it is.

Length and what is refused follow NIST SP 800-63B: at least 12 characters, no rules of composition,
no common password (zxcvbn and its dictionaries), never cut short.
"""

import hashlib
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from geodata.errors import BadInput
from geodata.vocabulary import N_

SHORTEST = 12
LONGEST = 256
"""Characters after normalising; more is refused, not cut off."""
STRONG_ENOUGH = 3
"""zxcvbn's score of 0–4 that is asked for: more than 10⁸ guesses."""
ESTIMATED = 72
"""Characters that zxcvbn looks at: what follows can only make a password harder to guess."""
OFFICE_WORDS = (
    "sadec", "dongthap", "vietnam", "phuong", "thanhpho", "ubnd", "matkhau", "thidua", "phongtrao",
    "banqlda", "taichinh", "thuky", "lanhdao", "quantri", "canbo", "duan", "bando", "tanduong",
    "congtrinh", "dangnhap", "thongtin", "anhyeuem", "emyeuanh", "giadinh", "hanhphuc", "tinhyeu",
    "hoacuc", "lanhoa", "taikhoan", "hethong", "chinhquyen", "kehoach", "hanoi", "saigon",
)  # fmt: skip
"""What somebody of this house tries first, and what is common in Vietnam: zxcvbn knows English."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""OWASP's parameters of argon2id (2 passes over 19 MiB): a small server takes eight at a time."""
_DUMMY = _HASHER.hash(secrets.token_urlsafe(16))
_estimating = threading.Lock()


def normal(password: str) -> str:
    """A password in NFC: the same letters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFC", password)


def check(password: str, own_words: Iterable[str] = ()) -> str:
    """The normalised password. Raises BadInput when it is too short, too long or easy to guess;
    `own_words`: what belongs to the account (user name, name, office)."""
    chosen = normal(password)
    if len(chosen) < SHORTEST:
        raise BadInput(
            N_("Mật khẩu cần ít nhất %(least)s ký tự."), pointer="password", least=SHORTEST
        )
    if len(chosen) > LONGEST:
        raise BadInput(N_("Mật khẩu dài nhất %(most)s ký tự."), pointer="password", most=LONGEST)
    if _score(chosen, own_words) < STRONG_ENOUGH:
        raise BadInput(
            N_(
                "Mật khẩu này dễ đoán. Dùng vài từ không liên quan nhau, "
                "không dùng tên mình, tên cơ quan hay ngày tháng."
            ),
            pointer="password",
        )
    return chosen


def _score(password: str, own_words: Iterable[str]) -> int:
    """How hard it is to guess as it is, without accents, and as what is left without the words of
    the account and the office: a year behind the ward's name is no secret."""
    words = {part for text in own_words for part in re.split(r"[\W_]+", _plain(text))}
    words |= {re.sub(r"[\W_]+", "", _plain(text)) for text in own_words}
    words = {word for word in words if len(word) > 2} | set(OFFICE_WORDS)
    left = re.sub(r"[\W_]+", "", _plain(password))
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return min(_estimate(form) for form in (password, _plain(password), left))


def _estimate(text: str) -> int:
    # Its dictionaries take a while to load, and only who changes a password needs them.
    from zxcvbn import zxcvbn

    if not text:
        return 0
    with _estimating:  # it works on globals
        return zxcvbn(text[:ESTIMATED])["score"]


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def hashed(password: str) -> str:
    """The argon2id hash of a password, to be kept."""
    return _HASHER.hash(_bytes(password))


def verify(kept: str | None, password: str) -> bool:
    """Whether a password is the one whose hash was kept. Without a hash it takes as long and
    is False: how long an answer takes does not tell whether there is such an account."""
    fits = len(normal(password)) <= LONGEST
    given = _bytes(password if fits else "")
    try:
        right = _HASHER.verify(kept or _DUMMY, given)
    except (VerificationError, InvalidHashError):
        return False
    return right and fits and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    return normal(password).encode("utf-8", "surrogatepass")


# ── Random values ─────────────────────────────────────────────────────────────────────────────

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for another: a handed-out password is read from paper."""


def random_password() -> str:
    """A random password to hand out: four groups of four, about 79 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def random_value() -> str:
    """A random value of 256 bits for a cookie, a link or a token."""
    return secrets.token_urlsafe(32)


def digest(value: str) -> str:
    """What is kept of a random value: SHA-256, for 256 bits need no slow hash."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
