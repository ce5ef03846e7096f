"""Texts of a campaign's files and accounts: kept as they are seen, refused with reason and line."""

import pytest
from sqlalchemy import func, select

from geodata.accounts import accounts
from geodata.errors import BrokenFile, InvalidChange
from geodata.journal import SYSTEM
from geodata.models import Account, JournalEntry, Person, ProjectRevision
from geodata.people import people
from tests import factories
from tests.geodata.importers.test_campaign_files import TODAY, change, folder, put

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("data/projects/thu.yaml", '"Đường thử"', r'"Đường \uFFFE thử"',
         r"thu\.yaml:5: .*name: có ký tự không in được .*U\+FFFE, đứng thứ 7"),
        ("data/projects/thu.yaml", "Đường thử", "§\u00ad\u00eang th\u00f6",
         r"thu\.yaml:5: .*TCVN3 \(ABC\).*“Đường thử”"),
        ("data/awards.yaml", "Hiến đất", "Hiến \U0010fffdđất", r"awards\.yaml:.*U\+10FFFD"),
        ("data/contributions.csv", "m²", "m\u202e²", r"contributions\.csv:2: .*U\+202E"),
        ("campaign.yaml", 'name: {vi: "', 'name: {vi: "\ue111', r"campaign\.yaml:.*U\+E111"),
        ("plan.md", "Sa Đéc", "Sa \ufdd0Đéc", r"plan\.md: .*U\+FDD0"),
    ],
)  # fmt: skip
def test_what_nobody_can_read_is_refused_with_its_line(store, folder, name, old, new, says):
    change(folder, name, old, new)
    with pytest.raises(BrokenFile, match=says):
        put(store, folder / "data" if name.startswith("data") else folder)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(JournalEntry)) == 0


def test_names_of_files_are_kept_as_they_are_seen(store, folder):
    change(folder, "data/projects/thu.yaml", "Đường thử", "Đ\u01b0\u01a1\u0300ng\u00a0 th\u200bử")
    put(store, folder)
    put(store, folder / "data")
    with store.reading() as session:
        assert session.scalar(select(ProjectRevision.name)) == "Đường thử"


def test_names_of_accounts_and_persons_too(defined_store):
    with defined_store.writing() as session:
        new = accounts.NewAccount(
            "thu.thu", " Le\u0302\u00a0 Thu\u0309 ", "administrator", "ban-qlda@2013"
        )
        accounts.create(session, SYSTEM, new, today=TODAY)
        factories.a_contribution(session)
        people.add_giver(session, "DG-THU", people.NewPerson("Tr\u200b\u00e2\u0300n  Văn"))
        assert session.scalar(select(Account.display_name)) == "Lê Thủ"
        assert session.scalar(select(Person.name)) == "Trần Văn"
    for name in ("Thử \x1b[0m", "Nguyªn V¨n"):
        new = accounts.NewAccount("thu.hai", name, "administrator", "ban-qlda@2013")
        with pytest.raises(InvalidChange) as error, defined_store.writing() as session:
            accounts.create(session, SYSTEM, new, today=TODAY)
        (problem,) = error.value.problems
        assert problem.pointer == "display_name"
    assert problem.allowed == ("Nguyên Văn",)
