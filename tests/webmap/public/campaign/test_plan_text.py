"""The plan's text: verbatim, safe, with an anchor for every numbered place and criterion."""

import re
from html import unescape

from geodata.importers.definition_file import leaves, read_definition
from tests.sample import CAMPAIGN
from webmap.public.campaign.plan_text import anchor, plan_text

DEFINITION = read_definition(CAMPAIGN)
CRITERIA = tuple((c.code, c.text.vi) for c in leaves(DEFINITION.campaign.criteria))
PLAN = plan_text(DEFINITION.plan_text, CRITERIA)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def plain(html):
    """Letters alone: marks of emphasis leave blanks behind."""
    return "".join(words(html).split())


def test_every_criterion_has_its_place_in_the_text():
    assert len(CRITERIA) == 19
    for code, text in CRITERIA:
        assert anchor(f"III.{code}") in PLAN.anchors, code
        place = PLAN.html.split(f'id="{anchor(f"III.{code}")}">', 1)[1]
        assert plain(text)[:60] in plain(place)[:130], code


def test_places_are_named_as_people_cite_them():
    assert list(PLAN.sections)[:3] == ["I", "I.1", "I.2"]
    assert list(PLAN.sections)[-2:] == ["VI.9", "VI.10"]
    assert PLAN.sections["VI.8"].title == "Ban Quản lý dự án và phát triển quỹ đất Thành phố"
    assert {"muc-iv-1", "muc-iv-5", "muc-v-2", "muc-iii-1-1-a"} <= PLAN.anchors
    assert len(re.findall(r' id="', PLAN.html)) == len(PLAN.anchors)


def test_duties_and_dates_of_reports_name_places_of_the_text():
    plan = DEFINITION.campaign.plan
    assert [duty.place for duty in plan.duties] == [f"VI.{n}" for n in range(1, 11)]
    assert {entry.place for entry in (*plan.duties, *plan.reports)} <= PLAN.sections.keys()


def test_spelling_of_the_plan_is_kept_and_page_breaks_are_not():
    told = words(PLAN.html)
    assert "b) Về thực THTK, CLP" in told
    assert "khai thác và quản lý các công trình kết cấu hạ tầng để nâng cao" in told
    assert "xem xét, quyết định./." in told
    assert "1. Đẩy mạnh tuyên truyền chủ trương" in told


def test_nothing_of_the_text_becomes_markup_of_its_own():
    text = "## I. A\n\n<script>x</script> [a](javascript:b) ![c](d) <img src=x onerror=y>\n"
    html = plan_text(text, ()).html
    assert re.findall(r"<(\w+)", html) == ["h3", "p"]
