"""Passwords: what is refused, that none is cut short, that hashing takes as long for nobody."""

import importlib.util
import threading
import unicodedata

import pytest

from geodata.accounts import passwords
from geodata.errors import BadInput


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "123456789012",
        "passwordpassword",
        "qwertyuiop1234",
        "aaaaaaaaaaaaaaaa",
        "matkhau123456",
        "sadec2025sadec",
        "Đồng Tháp 2025",
        "ubndphuong2025",
        "1q2w3e4r5t6y",
        "30/08/2024 30/08/2024",
    ],
)
def test_short_or_common_is_refused(password):
    with pytest.raises(BadInput) as refused:
        passwords.check(password)
    assert refused.value.pointer == "password"


@pytest.mark.parametrize(
    "password",
    ["bảy con vịt ăn dưa hấu", "correct horse battery staple", "vT9$kq2Lx!zP", "8402-1957-3364"],
)
def test_good_ones_are_taken(password):
    assert passwords.check(password) == unicodedata.normalize("NFC", password)


def test_what_belongs_to_the_account_is_easy_to_guess():
    own = ["bong.sen.hong", "Bông Sen Hồng", "UBND phường Sa Đéc"]
    chosen = "bongsenhong-sen.hong"
    assert passwords.check(chosen) == chosen
    with pytest.raises(BadInput, match="dễ đoán"):
        passwords.check(chosen, own)


def test_length_counts_characters_and_nothing_is_cut():
    longest = ("bảy con vịt ăn dưa hấu " * 12)[: passwords.LONGEST]
    assert passwords.check(longest) == longest
    with pytest.raises(BadInput, match="dài nhất 256"):
        passwords.check(longest + "x")
    kept = passwords.hashed(longest)
    assert passwords.verify(kept, longest)
    assert not passwords.verify(kept, longest[:-1])
    assert not passwords.verify(kept, longest + "x")


def test_other_keyboard_types_the_same_password():
    password = "bảy con vịt ăn dưa hấu"
    kept = passwords.hashed(unicodedata.normalize("NFD", password))
    assert kept.startswith("$argon2id$")
    assert passwords.verify(kept, unicodedata.normalize("NFC", password))


@pytest.fixture(scope="module")
def served():
    """The module as a server reads it: tests hash quickly otherwise."""
    spec = importlib.util.find_spec(passwords.__name__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_guess_costs_what_owasp_asks(served):
    assert served.hashed("bảy con vịt").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert served.is_outdated(passwords.hashed("bảy con vịt"))


@pytest.mark.parametrize("password", ["", "\x00", "\ud800", "x" * 10_000])
def test_odd_passwords_are_wrong_not_an_error(password):
    assert not passwords.verify(passwords.hashed("bảy con vịt"), password)
    assert not passwords.verify(None, password)
    assert not passwords.verify("no hash at all", password)


def test_nobody_takes_as_long_as_somebody(served):
    """Loosely: a hash is verified in both cases, so neither is a tenth of the other."""
    import time

    def seconds(kept):
        began = time.perf_counter()
        for _ in range(5):
            assert not served.verify(kept, "not this one")
        return time.perf_counter() - began

    somebody, nobody = seconds(served.hashed("bảy con vịt")), seconds(None)
    assert 0.1 < somebody / nobody < 10


def test_estimating_in_many_threads_uses_each_ones_own_words():
    """The estimator keeps words in a global."""
    wrong = []

    def check(own, refused):
        for _ in range(20):
            try:
                passwords.check("kenhrachxanh-rachkenh", [own] if own else [])
                wrong.extend([own] if refused else [])
            except BadInput:
                wrong.extend([] if refused else [own])

    threads = [
        threading.Thread(target=check, args=words)
        for words in (("Kênh Rạch Xanh", True), ("", False)) * 2
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_handed_out_passwords_are_random_and_strong():
    made = {passwords.random_password() for _ in range(50)}
    assert len(made) == 50
    assert all(passwords.check(each) for each in made)
