"""A letter of each block of Unicode wherever texts are told: it is there, or what stands for it.

The long form, with all kinds of text of before, is in tests/soak.
"""

from dataclasses import replace

import pytest

from geodata.reviews import canonical, digest_of
from tests.stores import copy_of
from tests.webmap.documents.letters import (
    READERS,
    blocks,
    cleaned,
    in_print,
    missing_in,
    stored,
    texts_of,
    told,
)
from webmap.documents import making
from webmap.documents.frozen import Frozen

PASTED = "• ✓ ☐ ★ ① ⇒ 👍 ⚠️ ➢ ㎡"


@pytest.fixture(scope="module")
def letters():
    """What is stored of a letter from the middle of each block, every fourth block in a name."""
    kept, refused = cleaned(middle for _first, middle, _last in blocks().values())
    # Halves of pairs and private use.
    assert len(refused) == 6
    assert all("không in được" in reason for _letter, reason in refused)
    assert len(kept) > 300
    return kept


@pytest.fixture(scope="module")
def said(templates, letters):
    chosen = templates("sqlite")
    with copy_of(chosen.stores, chosen.sample()) as store:
        name = f"{PASTED} {' '.join(letters[::4])}"
        code = stored(store, name, f"\uf0b7 \ufffe {PASTED}", " ".join(letters))
        yield told(store, code)


def test_a_name_is_told_by_every_format(said, letters):
    for place, text in said.items():
        wanted = [*letters[::4], *PASTED.split()]
        if place == "pdf":
            wanted = list(map(in_print, wanted))
        assert missing_in(text, wanted) == [], place


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_narrative_is_told_by_the_report(said, letters, ending):
    # A letter of Hebrew that Unicode decomposes is read back from right to left.
    wanted = [text for text in letters if "\u05d0" not in text]
    wanted = list(map(in_print, wanted)) if ending == "pdf" else wanted
    assert missing_in(said[ending], wanted) == []


def test_a_pdf_has_the_signs_of_word_and_says_what_it_lacks(said):
    assert in_print(PASTED) == "• ✓ ☐ ★ ① ⇒ 👍 ⚠ ➢ m2"
    assert "Ký tự không có trong phông chữ in được thay bằng □." in said["pdf"]
    assert in_print("漢") == "□"


def test_a_note_of_before_is_told_without_what_no_format_has(said):
    for place in ("map", "csv /contributions", "xlsx /contributions"):
        assert f"Ghi • \ufffd {PASTED}" in said[place], place
    assert not any("\ufffe" in text or "\uf0b7" in text for text in said.values())


def test_figures_frozen_before_texts_were_cleaned_make_every_document(review_store, vietnamese):
    with review_store.reading() as session:
        ready = making.material(session, review_store, "annual-2025-11-30", "https://map.example/x")
    before = ready.frozen
    texts = [{"office": None, "part": "results", "text": "\uf0b7 Đạt\x07 \ufffe\n\uf0fc Vượt 👍"}]
    projects = [dict(one, name=f"{one['name']} \uffff") for one in before.projects]
    body = canonical({**before.data, "texts": texts, "projects": projects})
    old = Frozen(body, digest_of(body))
    assert (old.body, old.digest) == (body, digest_of(body))
    for ending in making.FORMATS:
        said = READERS[ending](making.make(replace(ready, frozen=old), ending))
        whole = "".join(texts_of(said))
        assert "\ufffe" not in whole
        assert "\uffff" not in whole
        if ending in ("docx", "pdf"):
            assert "• Đạt" in whole
            assert "✓ Vượt 👍" in whole
