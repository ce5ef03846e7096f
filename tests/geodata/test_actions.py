"""The words of the journal's actions."""

from collections import Counter

from geodata import vocabulary
from geodata.actions import ACTIONS
from geodata.vocabulary import Code


def test_no_code_of_a_list_stands_in_it_twice():
    lists = {"ACTIONS": ACTIONS} | {
        name: value
        for name, value in vars(vocabulary).items()
        if isinstance(value, tuple) and value and isinstance(value[0], Code)
    }
    assert len(lists) > 10
    for name, codes in lists.items():
        twice = [code for code, times in Counter(c.code for c in codes).items() if times > 1]
        assert twice == [], name
