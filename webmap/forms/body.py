"""What every body that officers send is: nothing is read that its model does not name.

Who sends, for which unit, in which state is never a field, so a field that is not there is refused
(`extra="forbid"`) rather than passed over. `values()` gives what a door of geodata takes.
"""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from webmap.forms import field_types as fields

CONTROL_FIELDS = frozenset({"client_uuid", "base_version", "expected_version", "code", "confirmed"})
"""What a door takes beside the values."""


class Body(BaseModel):
    """What may be sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    PARTIAL: ClassVar[bool] = False
    """Whether a field that is left out stays as it was, and so is not the same as null."""

    def values(self) -> dict[str, Any]:
        """What a door takes, by the same names: days as dates, numbers as Decimal or int."""
        said = set(type(self).model_fields) - CONTROL_FIELDS
        return self.model_dump(include=said, exclude_unset=self.PARTIAL)

    def sent_values(self) -> dict[str, Any]:
        """The same without the fields that were left out: for a door where these stay."""
        return {name: said for name, said in self.values().items() if name in self.model_fields_set}


class Sent(Body):
    """A body that makes a row; the same `client_uuid` makes no second one."""

    client_uuid: fields.ClientUuid


class Asked(Sent):
    """A body about whose amounts or words its sender may be asked; nothing counts before."""

    confirmed: fields.Confirmed = Field(
        [], description="What looks odd and is right: codes of the warnings of a 409."
    )
