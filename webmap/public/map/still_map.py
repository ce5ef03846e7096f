"""`/pictures/map.png`: the map of a filter as a still picture, for reports and shared links."""

import datetime as dt

import shapely
from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.figures.selection import Selection
from geodata.queries import Moment, Snapshot
from geodata.vocabulary import STATUSES, codes
from layers import pictures
from webmap.http import conditional, query
from webmap.language.formats import day as day_text
from webmap.language.i18n import label, local

bp = Blueprint("pictures", __name__)

NAMES = (*query.LAYER, "size")
PNG = "image/png"


@bp.get("/pictures/map.png", endpoint="map")
def still() -> Response:
    """Units and features of a filter; the surroundings of what `project` or `unit` names."""
    return conditional.data(NAMES, _draw, PNG, request.host)


def _draw(found: Snapshot, question: query.Question, _language: str) -> bytes:
    chosen = conditional.selected(found, question)
    projects, contributions = chosen.projects, chosen.contributions
    units = [u for u in found.definition.units_on(_units_day(found, question)).values()
             if u.in_campaign]  # fmt: skip
    title = _title(found, question)
    shapes = [p.geometry for p in projects if p.geometry] if question.filter.project else []
    if question.filter.unit:
        shapes = [found.definition.units[uid].geometry for uid in question.filter.unit]
    box = pictures.around(shapes) or pictures.around(u.geometry for u in units)
    if question.filter.bbox:
        asked = shapely.box(*question.filter.bbox) & shapely.box(*found.definition.extent)
        box = pictures.around([asked]) or box
    assert box is not None  # every unit has an outline
    subject = pictures.Subject(units, projects, contributions, box)
    words = _words(found, Selection(projects, contributions, (), ()), title)
    return pictures.draw(subject, words, question.size or "map")


def _units_day(found: Snapshot, question: query.Question) -> dt.date:
    return question.units_on or found.moment.as_of


def _title(found: Snapshot, question: query.Question) -> str:
    """What the picture is of: the project or the unit asked for, else the campaign."""
    if len(question.filter.project) == 1:
        return found.project_by_code[question.filter.project[0]].name
    if len(question.filter.unit) == 1:
        return local(found.definition.units[question.filter.unit[0]], "name")
    if len(question.filter.criterion) == 1:
        return _("Tiêu chí %(code)s", code=question.filter.criterion[0])
    return local(found.definition.campaign, "short")


def _words(found: Snapshot, chosen: Selection, title: str) -> pictures.Words:
    counts = {code: sum(p.status == code for p in chosen.projects) for code in codes(STATUSES)}
    late = sum(p.late for p in chosen.projects)
    unplaced = sum(p.geometry is None for p in chosen.projects)
    notes = [_("Ranh giới tham khảo.")]
    if unplaced:
        notes.append(
            ngettext(
                "%(num)s dự án chưa có vị trí không có trên hình.",
                "%(num)s dự án chưa có vị trí không có trên hình.",
                unplaced,
            )
        )
    if any(p.illustrative for p in chosen.projects) or any(
        given.illustrative for given in chosen.contributions
    ):
        notes.append(_("Có số liệu và vị trí minh họa, không phải số liệu chính thức."))
    campaign = local(found.definition.campaign, "title")
    notes.append(_("Nguồn: %(source)s, %(address)s", source=campaign, address=request.host))
    return pictures.Words(
        title=title,
        subtitle=_subtitle(found.moment, chosen),
        statuses={code: label(code, "STATUSES") for code in codes(STATUSES)},
        counts=counts,
        late=f"{_('Chậm tiến độ')}: {late}" if late else None,
        contributions=_("Đóng góp của Nhân dân") if chosen.contributions else None,
        notes=notes,
        names={uid: local(unit, "name") for uid, unit in found.definition.units.items()},
        empty=_("Không có dự án phù hợp"),
    )


def _subtitle(when: Moment, chosen: Selection) -> str:
    count = ngettext("%(num)s dự án", "%(num)s dự án", len(chosen.projects))
    text = f"{count} · " + _("Số liệu đến ngày %(day)s", day=day_text(when.as_of))
    if when.is_plan:
        text = _("THEO KẾ HOẠCH") + " · " + text
    return text
