"""What every part of a framework's document is made of."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def code_of(words: object) -> object:
    """ "Head of service" → "head_of_service"; anything that is not text is left for the validator to refuse."""
    return re.sub(r"[\s\-]+", "_", words.strip().lower()) if isinstance(words, str) else words


AsCode = BeforeValidator(code_of)

Words = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Wrong(ValueError):
    """A value that the document may not hold: what is wrong, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class Part(BaseModel):
    """A part of the document: never changed once read, and no key that the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)
