"""A note that may tell who somebody is: nothing is taken until its sender says that it may be."""

import re

from tests.webmap.officers.contributions.contribution_forms import NEW, count, land, newest, sent_id


def test_note_with_a_telephone_number_is_asked_about_and_sent_all_the_same(ward, sample_copy):
    before = count(sample_copy)
    typed = land(ward, note="Hỏi ông Nguyễn Văn Thử, 0912345678")
    answer = ward.post(NEW, data=typed)
    assert answer.status_code == 422
    assert count(sample_copy) == before
    assert "ông Nguyễn Văn Thử" in answer.text
    assert "Vẫn gửi" in answer.text
    token = re.search(r'name="confirmed" value="([^"]+)"', answer.text)[1]
    other = typed | {"note": "Hỏi bà Tư", "confirmed": token}
    assert ward.post(NEW, data=other).status_code == 422
    assert sent_id(ward.post(NEW, data=typed | {"confirmed": token}))
    assert count(sample_copy) == before + 1
    assert newest(sample_copy).note == "Hỏi ông Nguyễn Văn Thử, 0912345678"
