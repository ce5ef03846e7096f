"""What a project's other rows allow a new row of it to say."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from geodata.checks.fields import Fields
from geodata.queries.projects import progress
from geodata.queries.projects.money import ProjectMoney
from geodata.vocabulary import N_


def check(
    kind: str, fields: Fields, values: Mapping[str, Any], money: ProjectMoney, *, anew: bool = False
) -> None:
    """What the project's other rows allow. `money` leaves out a row that is being corrected
    (`anew`); of a row that is taken back, `values` is empty."""
    if kind == "disbursement":
        _check_advances(fields, values, money, anew=anew)
        _check_reduction(fields, values, money)
        if values:
            _check_month(fields, values, money)
    elif kind == "capital_plan" and values:
        _check_capital(fields, values, money)
    elif kind == "decision" and values.get("finish_on") is not None:
        _check_finish(fields, values, money)


def _check_advances(
    fields: Fields, values: Mapping[str, Any], money: ProjectMoney, *, anew: bool
) -> None:
    """No more is recovered than was advanced, after a correction neither."""
    left = money.budget.advances
    if values.get("kind") == "advance":
        left += values["amount"]
    elif values.get("kind") == "recovery":
        left -= values["amount"]
    elif not anew:
        return
    if left < 0 and (anew or values["kind"] == "recovery"):
        fields.wrong(
            "amount",
            N_("Thu hồi sẽ lớn hơn số tạm ứng: thừa %(more)s đồng."),
            value=values.get("amount"),
            more=-left,
        )


def _check_reduction(fields: Fields, values: Mapping[str, Any], money: ProjectMoney) -> None:
    """No more is taken off a budget year than was disbursed of it."""
    if values.get("kind") != "reduction":
        return
    spent = progress.disbursed(money.budget.disbursements, values["budget_year"]) or 0
    if values["amount"] > spent:
        fields.wrong(
            "amount",
            N_("Không giảm nhiều hơn số đã giải ngân của niên độ (%(spent)s đồng)."),
            value=values["amount"],
            spent=spent,
        )


def _check_month(fields: Fields, values: Mapping[str, Any], money: ProjectMoney) -> None:
    """Money is disbursed as long as the line of the plan that runs longest."""
    year, month = values["budget_year"], values["month"]
    until = progress.runs_until(money.budget.capital, year)
    if month > until:
        fields.wrong("month", AFTER_THE_YEAR, value=f"{month:%m/%Y}", **told_end(year, until))


AFTER_THE_YEAR = N_(
    "Vốn niên độ %(year)s của dự án này giải ngân đến hết %(day)s. Vốn bổ sung sau 30/9 hoặc được "
    "kéo dài: ghi hạn giải ngân ở dòng kế hoạch vốn trước."
)


def told_end(year: int, until: dt.date) -> dict[str, Any]:
    """The words of AFTER_THE_YEAR."""
    return {"year": year, "day": f"{until:%d/%m/%Y}"}


def _check_finish(fields: Fields, values: Mapping[str, Any], money: ProjectMoney) -> None:
    finish, current = values["finish_on"], money.approved_finish
    if values["kind"] == "extension" and current is not None and finish <= current:
        fields.wrong(
            "finish_on",
            N_("Gia hạn phải sau ngày hoàn thành đã duyệt (%(day)s)."),
            value=finish,
            day=f"{current:%d/%m/%Y}",
        )
    elif money.start is not None and finish < money.start:
        fields.wrong("finish_on", N_("Không được trước ngày khởi công."), value=finish)


def _check_capital(fields: Fields, values: Mapping[str, Any], money: ProjectMoney) -> None:
    """A plan is assigned once for a year and source, then adjusted."""
    assigned = any(
        row.kind == "assigned"
        and (row.budget_year, row.capital_source)
        == (values["budget_year"], values["capital_source"])
        for row in money.budget.capital
    )
    if values["kind"] == "assigned" and assigned:
        fields.wrong(
            "kind",
            N_("Nguồn này của năm đã giao rồi; chọn điều chỉnh, hoặc đính chính dòng cũ."),
            value="assigned",
            allowed=["adjusted", "carried_over"],
        )
    if values["kind"] == "adjusted" and not assigned:
        fields.wrong(
            "kind",
            N_("Nguồn này của năm chưa được giao nên chưa có gì để điều chỉnh."),
            value="adjusted",
            allowed=["assigned", "carried_over"],
        )
