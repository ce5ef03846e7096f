"""What is odd about an amount before it counts: it may still be right, so its sender is asked.

One list for forms and programs. What was let through is kept in the journal beside the row, so
that it can be seen later; a new oddity, or another amount, asks again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from geodata.errors import Oddity
from geodata.models import Package
from geodata.queries.facts import Reach, all_alive
from geodata.queries.projects import progress
from geodata.queries.projects.money import ProjectMoney
from geodata.queries.projects.site_state import EVERYTHING
from geodata.vocabulary import N_

TENFOLD, HUNDREDFOLD = 10, 100
"""A payment of more than ten years' plans, a plan a hundred times the last one: a slip of three
zeros is a thousandfold, and what is true comes to neither."""
NEAR_PERCENT = 1
"""Twins differ by at most this much."""
NEGLIGIBLE = 50_000
"""A sum of less than this part of the year's plan has no twin: fees are the same several times a
month, and who is asked about each no longer reads."""
LET_THROUGH = "let_through"
"""Where the journal's detail keeps the codes that were let through."""

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Beside:
    """What an amount is compared with: the project's money without the row itself, its packages
    and its approved total in đồng."""

    money: ProjectMoney
    packages: Sequence[Any]

    @property
    def total(self) -> int | None:
        """The approved total investment."""
        return self.money.budget.total_investment(self.money.revision)

    @property
    def contracts(self) -> int:
        """Đồng of all winning prices; 0 where none is known."""
        newest = {row.key: row.winning_price or 0 for row in self.packages}
        return sum(newest.values())


def of_row(
    session: Session, kind: str, values: Values, money: ProjectMoney, *, without: Any = None
) -> list[Oddity]:
    """What is odd about a row of a project that is to be entered; `without`: the row that it
    corrects, which `money` leaves out too."""
    reach = Reach(EVERYTHING, values["effective_on"])
    own = Package.project_id == money.revision.project_id
    packages = session.execute(all_alive(Package, reach).where(own)).all()
    left_out = without.id if isinstance(without, Package) else None
    beside = Beside(money, [row for row in packages if row.id != left_out])
    return _RULES[kind](values, beside) if kind in _RULES else []


def _odd(code: str, template: str, **params: Any) -> Oddity:
    return Oddity(code, template, params)


# ── Kind by kind ──────────────────────────────────────────────────────────────────────────────


def _disbursement(values: Values, beside: Beside) -> list[Oddity]:
    budget, year, amount = beside.money.budget, values["budget_year"], values["amount"]
    rows: list[Any] = [*budget.disbursements, SimpleNamespace(**values)]
    plan = progress.plan_of_year(budget.capital, year)
    paid, ever = progress.disbursed(rows, year) or 0, progress.disbursed(rows) or 0
    scale = plan or beside.total
    negligible = scale is not None and NEGLIGIBLE * amount < scale
    found = [] if negligible else _twins(values, budget.disbursements)
    if values["kind"] == "recovery":
        month = [row for row in rows if row.month == values["month"] and row.budget_year == year]
        if (progress.disbursed(month) or 0) < 0:
            found.append(_odd("cumulative_fell", FALLS, total=paid, year=str(year)))
    if values["kind"] not in ("payment", "advance"):
        return found
    if scale and amount > TENFOLD * scale:
        found.append(_odd("thousandfold", TOO_LARGE, amount=amount, scale=scale))
    if plan is not None and paid > plan:
        found.append(_odd("over_budget", OVER_PLAN, total=paid, plan=plan, year=str(year)))
    elif plan is None and budget.capital:
        found.append(_odd("over_budget", NO_PLAN, year=str(year)))
    if beside.total is not None and ever > beside.total:
        found.append(_odd("over_budget", OVER_TOTAL, total=ever, plan=beside.total))
    if 0 < beside.contracts < ever:
        found.append(_odd("over_contract", OVER_CONTRACT, total=ever, plan=beside.contracts))
    return found


def _twins(values: Values, rows: Sequence[Any]) -> list[Oddity]:
    """Rows of the same budget year, month and kind and nearly the same amount, whoever entered
    them."""
    same = ("budget_year", "month", "kind")
    return [
        _odd("twin_payment", TWIN, amount=row.amount, month=f"{row.month:%m/%Y}", row=str(row.id))
        for row in rows
        if all(getattr(row, name) == values[name] for name in same)
        and 100 * abs(row.amount - values["amount"])
        <= NEAR_PERCENT * max(row.amount, values["amount"])
    ]


def _capital_plan(values: Values, beside: Beside) -> list[Oddity]:
    budget, year, amount = beside.money.budget, values["budget_year"], values["amount"]
    rows: list[Any] = [*budget.capital, SimpleNamespace(**values)]
    found = []
    if beside.total and amount > TENFOLD * beside.total:
        found.append(_odd("thousandfold", TOO_LARGE, amount=amount, scale=beside.total))
    elif beside.total is not None and amount > beside.total:
        found.append(_odd("over_investment", OVER_TOTAL, total=amount, plan=beside.total))
    if values["kind"] == "adjusted":
        before = [
            row.amount
            for row in budget.capital
            if (row.budget_year, row.capital_source) == (year, values["capital_source"])
            and row.kind != "carried_over"
        ]
        found += _apart(amount, before[-1] if before else None)
    plan, paid = progress.plan_of_year(rows, year), progress.disbursed(budget.disbursements, year)
    if plan is not None and paid is not None and paid > plan:
        found.append(_odd("over_budget", OVER_PLAN, total=paid, plan=plan, year=str(year)))
    return found


def _decision(values: Values, beside: Beside) -> list[Oddity]:
    total = values["total_investment"]
    if total is None:
        return []
    found = _apart(total, beside.total)
    paid = progress.disbursed(beside.money.budget.disbursements)
    if paid is not None and paid > total:
        found.append(_odd("over_budget", OVER_TOTAL, total=paid, plan=total))
    return found


def _package(values: Values, beside: Beside) -> list[Oddity]:
    amounts = [values[name] or 0 for name in ("package_price", "winning_price")]
    if beside.total and max(amounts) > TENFOLD * beside.total:
        return [_odd("thousandfold", TOO_LARGE, amount=max(amounts), scale=beside.total)]
    others = Beside(beside.money, [row for row in beside.packages if row.key != values["key"]])
    contracts = others.contracts + amounts[1]
    if beside.total is not None and contracts > beside.total:
        return [_odd("over_investment", CONTRACTS, total=contracts, plan=beside.total)]
    return []


def _apart(amount: int, before: int | None) -> list[Oddity]:
    """An amount that is a hundred times what it replaces, or a hundredth of it."""
    if not before or not amount or max(amount, before) < HUNDREDFOLD * min(amount, before):
        return []
    return [_odd("thousandfold", FAR_FROM, amount=amount, scale=before)]


_RULES = {
    "disbursement": _disbursement,
    "capital_plan": _capital_plan,
    "decision": _decision,
    "package": _package,
}
TWIN = N_("Tháng %(month)s đã có một dòng cùng loại %(amount)s đồng: có thể nhập hai lần.")
TOO_LARGE = N_(
    "%(amount)s đồng gấp hơn mười lần %(scale)s đồng (kế hoạch vốn năm hoặc tổng mức đầu tư): có "
    "thể thừa ba số không."
)
FAR_FROM = N_(
    "%(amount)s đồng so với %(scale)s đồng đang có: lệch từ một trăm lần trở lên, có thể thừa hoặc "
    "thiếu ba số không."
)
OVER_PLAN = N_(
    "Giải ngân niên độ %(year)s thành %(total)s đồng, vượt kế hoạch vốn năm %(plan)s đồng."
)
NO_PLAN = N_("Niên độ %(year)s chưa có kế hoạch vốn.")
OVER_TOTAL = N_("%(total)s đồng vượt tổng mức đầu tư %(plan)s đồng.")
OVER_CONTRACT = N_("Giải ngân từ đầu thành %(total)s đồng, vượt các hợp đồng %(plan)s đồng.")
CONTRACTS = N_("Các hợp đồng thành %(total)s đồng, vượt tổng mức đầu tư %(plan)s đồng.")
FALLS = N_("Thu hồi nhiều hơn chi trong tháng: lũy kế niên độ %(year)s giảm còn %(total)s đồng.")
