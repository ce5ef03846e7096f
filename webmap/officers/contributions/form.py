"""The form of a contribution: what each kind asks, what it is called, how minutes are written."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from geodata.contributions.rules import MINUTED
from geodata.queries.states import UnitState
from geodata.vocabulary import (
    CONSENT_LEVELS,
    CONTRIBUTION_KINDS,
    GIVER_KINDS,
    LAND_STAGES,
    N_,
    NATIVE_UNITS,
    codes,
)
from webmap.forms import field_types as fields
from webmap.forms.bodies import Contribution
from webmap.forms.form_state import FormState
from webmap.language import formats
from webmap.language.field_text import day_text
from webmap.language.i18n import label
from webmap.officers.site_updates.form import Lead

HELP = {
    "land": N_("mét vuông đất, thửa, tờ bản đồ"),
    "labour": N_("số ngày công"),
    "money": N_("số tiền, phiếu thu"),
    "material": N_("xi măng, cát, đá, gạch…"),
    "equipment": N_("máy móc, thiết bị, bàn ghế…"),
    "idea": N_("sáng kiến, góp ý đã nhận"),
    "clearance": N_("bàn giao mặt bằng để thi công"),
}
QUANTITY = {
    "land": N_("Diện tích hiến"),
    "labour": N_("Số ngày công"),
    "idea": N_("Số ý kiến"),
    "clearance": N_("Diện tích bàn giao"),
}
MINUTES = re.compile(r"(?P<number>.*?)(?:\s*ngày\s+(?P<day>\d{1,2}/\d{1,2}/\d{4}))?\s*")


class Entered(Contribution):
    """A contribution by the form: the minutes in two fields; no day told is the day of sending;
    `distinct`: its sender says that it is another than those which look like it."""

    # A form may leave the day out: the door takes that of sending. The base asks programs for it.
    given_on: fields.Day | None = None  # type: ignore[assignment]
    minutes_number: Annotated[str | None, *fields.text(100)] = None
    minutes_on: fields.Day | None = None
    distinct: fields.Flag = False

    def values(self) -> dict[str, Any]:
        """As of a contribution: the minutes in one line."""
        found = super().values()
        del found["distinct"], found["minutes_number"], found["minutes_on"]
        return found | {"minutes": minutes_text(self.minutes_number, self.minutes_on)}


class Named(Entered):
    """A new contribution by the form: who may be kept by name, a line each, perhaps with a contact
    after a semicolon; one consent for all of them."""

    former_unit: fields.Uid | None = None
    giver_lines: fields.Note = None
    giver_consent: Annotated[str, *fields.code_of(CONSENT_LEVELS)] = "none"

    def values(self) -> dict[str, Any]:
        """As a door takes them."""
        found = super().values()
        del found["giver_lines"], found["giver_consent"]
        lines = [line for line in (self.giver_lines or "").splitlines() if line.strip()]
        return found | {"giver_names": [_giver(line, self.giver_consent) for line in lines]}


def _giver(line: str, consent: str) -> dict[str, str | None]:
    name, _semicolon, contact = line.partition(";")
    return {"name": name.strip(), "contact": contact.strip() or None, "consent": consent}


class ContributionCorrection(Entered):
    """A correction by the form, which shows every field: what is empty there is meant so."""

    reason: fields.Reason


@dataclass(frozen=True)
class Twin:
    """A contribution that is much like the one to be sent, in words."""

    title: str
    detail: str


def minutes_text(number: str | None, day: dt.date | None) -> str | None:
    """Number and date of the minutes in one line, as the row keeps them."""
    dated = f"ngày {formats.day(day)}" if day else ""
    return f"{number or ''} {dated}".strip() or None


def ready(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was sent, with degrees as numbers of any language."""
    sent = form.copy()
    for name in ("position.lon", "position.lat"):
        text = sent.get(name, "").strip().replace(",", ".")
        # Seven decimals: three would be read as thousands.
        if re.fullmatch(r"[0-9]{1,3}\.[0-9]{1,7}", text):
            sent[name] = f"{text.partition('.')[0]}.{text.partition('.')[2]:0<7}"
    return sent


def fields_of(row: Any) -> dict[str, list[str]]:
    """The fields of a row of ContributionRevision; a larger place is shown by a point within it."""
    minutes = MINUTES.fullmatch(row.minutes or "")
    corrected = row.certificate_corrected
    place = row.place.representative_point() if row.place is not None else None
    found = {
        "kind": row.kind,
        "quantity": formats.number(row.quantity, 3) if row.quantity is not None else "",
        "unit_of_measure": row.unit_of_measure,
        "value": formats.number(row.value, 0) if row.value is not None else "",
        "value_basis": row.value_basis,
        "hamlet": row.hamlet,
        "project": row.project,
        "given_on": day_text(row.effective_on),
        "giver_kind": row.giver_kind,
        "givers": str(row.givers),
        "households": "" if row.households is None else str(row.households),
        "mobilised_by": row.mobilised_by,
        "minutes_number": minutes["number"] if minutes else row.minutes,
        "minutes_on": minutes["day"] if minutes else "",
        "receipt": row.receipt,
        "stage": row.stage,
        "parcel": row.parcel,
        "map_sheet": row.map_sheet,
        "certificate_corrected": "" if corrected is None else str(int(corrected)),
        "note": row.note,
        "position.lon": f"{place.x:.7f}" if place else "",
        "position.lat": f"{place.y:.7f}" if place else "",
    }
    return {name: [text or ""] for name, text in found.items()}


class ContributionForm(FormState):
    """A contribution of a unit, entered, mended or corrected, as its page shows it."""

    LABELS = {
        "kind": N_("Loại"),
        "value": N_("Trị giá"),
        "receipt": N_("Số phiếu thu"),
        "quantity": N_("Số lượng"),
        "unit_of_measure": N_("Đơn vị tính"),
        "parcel": N_("Số thửa"),
        "map_sheet": N_("Tờ bản đồ số"),
        "stage": N_("Đã đến bước nào"),
        "certificate_corrected": N_("Giấy chứng nhận quyền sử dụng đất"),
        "value_basis": N_("Căn cứ trị giá"),
        "giver_kind": N_("Người đóng góp là"),
        "givers": N_("Số người, hộ hoặc tập thể"),
        "households": N_("Số hộ dân"),
        "given_on": N_("Ngày đóng góp"),
        "former_unit": N_("Của đơn vị trước sáp nhập"),
        "project": N_("Công trình"),
        "hamlet": N_("Khóm, ấp"),
        "position": N_("Vị trí"),
        "position.lon": N_("Kinh độ"),
        "position.lat": N_("Vĩ độ"),
        "minutes_number": N_("Biên bản số"),
        "minutes_on": N_("Ngày biên bản"),
        "mobilised_by": N_("Đơn vị vận động"),
        "giver_lines": N_("Tên người đóng góp"),
        "giver_consent": N_("Đồng ý nêu tên"),
        "note": N_("Ghi chú"),
        "reason": N_("Lý do đính chính"),
    }

    def __init__(
        self,
        kind: str,
        unit: UnitState,
        unit_name: str,
        today: dt.date,
        typed: Mapping[str, Sequence[str]],
        wrong: Mapping[str, Sequence[str]] | None = None,
        *,
        action: str,
        projects: Sequence[tuple[str, str]],
        mobilisers: Sequence[tuple[str, str]],
        before: Sequence[tuple[str, str]] = (),
        twins: Sequence[Twin] = (),
        lead: Lead | None = None,
        needs_reason: bool = False,
        client_uuid: str | None = None,
    ) -> None:
        super().__init__(typed, _named(wrong, kind), client_uuid=client_uuid)
        self.kind, self.unit, self.unit_name, self.today = kind, unit, unit_name, today
        self.action, self.projects, self.mobilisers = action, projects, mobilisers
        self.before = before
        self.twins, self.lead, self.needs_reason = twins, lead, needs_reason

    @property
    def native_unit(self) -> str:
        """The kind's unit of measure; nothing where each names its own."""
        return NATIVE_UNITS.get(self.kind, "")

    @property
    def minuted(self) -> bool:
        """Whether the kind needs minutes."""
        return self.kind in MINUTED

    @property
    def quantity_label(self) -> str:
        """What the quantity is of this kind."""
        return _(QUANTITY.get(self.kind, N_("Số lượng")))

    @property
    def hamlet_label(self) -> str:
        """Wards have khóm, communes ấp."""
        return _("Ấp") if self.unit.kind == "xã" else _("Khóm")

    @property
    def stages(self) -> list[tuple[str, str]]:
        """How far a contribution of land may be."""
        return [(code, label(code, "LAND_STAGES")) for code in codes(LAND_STAGES)]

    @property
    def giver_kinds(self) -> list[tuple[str, str]]:
        """Who may give."""
        return [(code, label(code, "GIVER_KINDS")) for code in codes(GIVER_KINDS)]

    @property
    def consent_levels(self) -> list[tuple[str, str]]:
        """What the givers may agree to."""
        return [(code, label(code, "CONSENT_LEVELS")) for code in codes(CONSENT_LEVELS)]

    @property
    def day_choices(self) -> list[tuple[dt.date, str]]:
        """Today and yesterday."""
        return [(self.today, _("Hôm nay")), (self.today - dt.timedelta(days=1), _("Hôm qua"))]


def _named(wrong: Mapping[str, Sequence[str]] | None, kind: str) -> dict[str, list[str]]:
    """Problems by the field that the page shows: minutes are two fields, and of money there is
    one figure."""
    shown = {"minutes": "minutes_number", "giver_names": "giver_lines"} | (
        {"quantity": "value"} if kind == "money" else {}
    )
    found: dict[str, list[str]] = {}
    for name, texts in (wrong or {}).items():
        several = found.setdefault(shown.get(name, name), [])
        several.extend(text for text in texts if text not in several)
    return found


def kind_choices() -> list[tuple[str, str, str]]:
    """Each kind: code, word, what it is."""
    return [
        (code, label(code, "CONTRIBUTION_KINDS"), _(HELP[code]))
        for code in codes(CONTRIBUTION_KINDS)
    ]
