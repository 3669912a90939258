"""The third state of a member, beside a value and null: not there at all."""

from __future__ import annotations

import enum
from typing import Final, Literal


class Unset(enum.Enum):
    """The type of `UNSET`, for annotations."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        """Show it as the name it is imported by."""
        return "UNSET"

    def __bool__(self) -> Literal[False]:
        """Count as false, so that `value or default` works."""
        return False


UNSET: Final = Unset.UNSET
"""Says that a member is absent, where `None` would say that it is null."""
