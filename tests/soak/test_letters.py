"""First, middle and last letter of each block of Unicode as name, note, narrative: everywhere."""

import pytest

from tests.stores import copy_of
from tests.webmap.documents.letters import blocks, cleaned, in_print, missing_in, stored, told

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]
QUARTERS = 4
"""A name holds a quarter of the letters: more are no name."""


@pytest.mark.parametrize("place", range(3), ids=["first", "middle", "last"])
@pytest.mark.parametrize("quarter", range(QUARTERS))
def test_a_letter_is_refused_with_its_reason_or_told_everywhere(templates, place, quarter):
    letters, refused = cleaned([of[place] for of in blocks().values()][quarter::QUARTERS])
    # What the doors refuse may stand in rows of before, but for what no store holds.
    before = [
        letter for letter, _ in refused if letter != "\0" and not "\ud800" <= letter <= "\udfff"
    ]
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        words = " ".join(letters)
        note = " ".join([*letters, *before])
        said = told(store, stored(store, words, note, words))
    # Letters that Unicode decomposes are read back from right to left.
    readable = [text for text in letters if not "\u0590" <= text[1:2] <= "\u08ff"]
    for name, text in said.items():
        wanted = list(map(in_print, readable)) if name == "pdf" else letters
        assert missing_in(text, wanted) == [], name
        assert not any(letter in text for letter in before), name
    assert all(f"U+{ord(letter):04X}" in reason for letter, reason in refused)
