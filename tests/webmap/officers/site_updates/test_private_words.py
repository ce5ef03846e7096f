"""A note of an update that may tell who somebody is: asked about, taken once confirmed."""

import re

from tests.webmap.officers.site_updates.update_forms import N7, filled, newest, sent_id


def test_note_of_few_households_is_asked_about_and_sent_all_the_same(ward, sample_copy):
    typed = filled(ward, note="Còn 2 hộ chưa nhận tiền")
    answer = ward.post(N7, data=typed)
    assert answer.status_code == 422
    assert "Còn 2 hộ" in answer.text
    token = re.search(r'name="confirmed" value="([^"]+)"', answer.text)[1]
    typed["confirmed"] = token
    assert sent_id(ward.post(N7, data=typed))
    assert newest(sample_copy).note == "Còn 2 hộ chưa nhận tiền"
