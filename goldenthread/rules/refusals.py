"""A refusal is a sentence: the same words on the button's hint, the page, the command line and the API."""

from __future__ import annotations


class Refusal(Exception):
    """Something the rules or the reader's roles do not allow.

    `code` is stable and for programs ("not_your_service"); `sentence` is for people and says what was refused, why,
    and who could do it or what to do instead.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence
