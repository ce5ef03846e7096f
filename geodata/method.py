"""The version of the rules by which figures are worked out (`method_version` of frozen reviews).

A change of a rule that moves a figure of rows that were there before is a new version: the old rule
stays, so that what moved since a review was frozen can tell its change from changed rows.
docs/reviews.md tells the versions too.
"""

from dataclasses import dataclass

from geodata.vocabulary import N_


@dataclass(frozen=True)
class Method:
    """A version of the rules; `says` (a msgid) is what it changed, in one sentence."""

    version: int
    says: str


METHODS = (
    Method(1, N_("Giải ngân tính từ ngày của số liệu Kho bạc.")),
    Method(
        2,
        N_(
            "Giải ngân của một tháng tính từ ngày cuối tháng đó, hoặc từ ngày của số liệu Kho bạc "
            "nếu sớm hơn."
        ),
    ),
)
METHOD = METHODS[-1].version
"""The version by which figures are worked out today."""
FIRST = METHODS[0].version
"""That of frozen bodies that name none."""
