"""What `/desk/due` shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from geodata.deadlines.due import Due
from geodata.deadlines.reminders import LISTS
from geodata.queries.definition import Definition
from webmap.language.i18n import local
from webmap.officers.deadlines import reminders
from webmap.officers.deadlines.reminders import Reminder


@dataclass(frozen=True)
class DuePage:
    """All that is due, by list and office; `sends`: whether it can be mailed from here."""

    due: Due
    definition: Definition
    sends: bool
    args: Mapping[str, str]

    @cached_property
    def lists(self) -> list[tuple[str, str, list[Reminder]]]:
        """Key, title and reminders of each list."""
        return [
            (key, _(reminders.TITLES[key]), reminders.of(self.due, self.definition, key))
            for key in LISTS
        ]

    def who(self, office: str | None) -> str:
        """The name of an office."""
        found = self.definition.units.get(office or "") or self.definition.agencies.get(
            office or ""
        )
        return local(found, "name") if found else office or ""

    def name(self, row: Any) -> str:
        """The name of a report."""
        return local(row, "name")

    @property
    def mail_outcome(self) -> str:
        """What became of the letters that were sent just now."""
        if "failed" in self.args:
            return _("Máy chủ thư chưa nhận hết. Chép nội dung dưới đây, hoặc gửi lại sau.")
        if "sent" not in self.args:
            return ""
        sent, already = (self._count(name) for name in ("sent", "already"))
        text = ngettext("Đã gửi %(num)s thư.", "Đã gửi %(num)s thư.", sent)
        if already:
            text += " " + ngettext(
                "%(num)s thư đã gửi hôm nay rồi, không gửi lại.",
                "%(num)s thư đã gửi hôm nay rồi, không gửi lại.",
                already,
            )
        if refused := self._count("refused"):
            text += " " + ngettext(
                "%(num)s thư bị hộp thư từ chối: xem lại địa chỉ của tài khoản.",
                "%(num)s thư bị hộp thư từ chối: xem lại địa chỉ của tài khoản.",
                refused,
            )
        return text

    def _count(self, name: str) -> int:
        given = self.args.get(name, "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0
