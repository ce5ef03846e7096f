"""`/desk/petitions`: the register of what is raised, answered and done."""

import datetime as dt

import pytest

from tests.webmap.reviews.desk_steps import COMMUNE, OWNER, RAISED, petition_of, raised, settle


def test_a_petition_is_raised_answered_and_done(desk, secretary, ward):
    code = raised(ward, text="Xin <i>vốn</i>")
    found = petition_of(desk, code)
    assert (found.addressed_to, found.project, found.open) == ("Sở Xây dựng", "DUONG-N7", True)
    page = ward.get("/desk/petitions?show=overdue").text
    assert f'id="{code}"' in page
    assert "Xin &lt;i&gt;vốn&lt;/i&gt;" in page
    assert 'href="/projects/DUONG-N7"' in page
    answer = {"addressed_to": OWNER, "due_on": "01/09/2026", "answer": "Đã bố trí",
              "answer_number": "7/UBND", "answered_on": "02/10/2026"}  # fmt: skip
    assert ward.get(f"/desk/petitions/{code}").status_code == 403
    assert (
        ward.post(f"/desk/petitions/{code}", data=answer | {"base_version": "1"}).status_code == 403
    )
    assert settle(secretary, code, answer).status_code == 303
    assert petition_of(desk, code, dt.date(2026, 10, 1)).answer is None
    assert petition_of(desk, code).answer == "Đã bố trí"
    done = answer | {"done_on": "20/11/2026"}
    assert settle(secretary, code, done).status_code == 303
    assert not petition_of(desk, code).open
    assert f'id="{code}"' not in ward.get("/desk/petitions").text
    assert f'id="{code}"' in ward.get("/desk/petitions?show=done").text
    # Put right: it is not done after all, and that holds from today on.
    assert settle(secretary, code, answer).status_code == 303
    assert petition_of(desk, code).open


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"kind": "wish"}, "kind"),
        ({"raised_on": "24/11/2026"}, "raised_on"),
        ({"due_on": "01/05/2026"}, "due_on"),
        ({"state": "done"}, "state"),
    ],
)
def test_a_wrong_petition_is_told(desk, ward, changes, field):
    before = desk.counts()
    answer = ward.post("/desk/petitions/new", data=RAISED | changes)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert desk.counts() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answer": "Rồi"}, "answered_on"),
        ({"answered_on": "01/10/2026"}, "answer"),
        ({"answer": "Rồi", "answered_on": "24/11/2026"}, "answered_on"),
        ({"done_on": "31/05/2026"}, "done_on"),
    ],
)
def test_a_wrong_answer_is_told(desk, secretary, ward, changes, field):
    code = raised(ward)
    answer = settle(secretary, code, changes)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert petition_of(desk, code).answer is None


def test_a_petition_is_raised_for_ones_own_office(desk, secretary, ward):
    assert ward.post("/desk/petitions/new", data=RAISED | {"raised_by": COMMUNE}).status_code == 403
    assert raised(secretary, raised_by=COMMUNE)
    assert desk.officer("leader").get("/desk/petitions").status_code == 200
    assert desk.officer("leader").get("/desk/petitions/new").status_code == 403
    assert secretary.get("/desk/petitions/KN-9999").status_code == 404
