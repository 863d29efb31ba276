"""What may be withheld, on what ground, and the words that say so."""

from __future__ import annotations

import pytest

from goldenthread.rules.refusals import Refusal
from goldenthread.rules.withholding import PARAGRAPHS, Ground, exclusion, ground, header_words

TENDER = Ground("exempt", 3, "It would harm the tender.")
ADVICE = Ground("exempt", 5, "Advice stays privileged.")
COURT = Ground("confidential", source="Order of the High Court, 3 May 2026")


def test_there_are_seven_paragraphs() -> None:
    assert list(PARAGRAPHS) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("paragraph", [None, 0, 8])
def test_what_is_exempt_falls_under_one_of_the_paragraphs(paragraph: int | None) -> None:
    with pytest.raises(Refusal, match="from 1 to 7"):
        ground("exempt", paragraph=paragraph, interest="It would harm the tender.")


def test_what_is_exempt_needs_the_public_interest_on_its_side() -> None:
    with pytest.raises(Refusal, match="outweighs the public interest in disclosing"):
        ground("exempt", paragraph=3, interest="  ")


def test_what_is_confidential_names_its_source_and_needs_no_test() -> None:
    with pytest.raises(Refusal, match="Name the source"):
        ground("confidential", interest="It would harm the tender.")
    assert ground("confidential", source="Order of the High Court, 3 May 2026") == COURT


def test_open_is_not_a_ground() -> None:
    with pytest.raises(Refusal, match="not a ground"):
        ground("open")


def test_the_omission_says_which_paragraph_and_why() -> None:
    assert "(paragraph 3 of Part 1 of Schedule 12A" in TENDER.omission
    assert TENDER.omission.endswith("It would harm the tender.")
    assert COURT.omission == "Not for publication: confidential information (Order of the High Court, 3 May 2026)."


def test_a_header_names_each_ground_once() -> None:
    assert header_words([]) == "Open"
    assert header_words([TENDER, ADVICE, TENDER, COURT]) == (
        "Part not for publication: Confidential; Exempt, paragraph 3; Exempt, paragraph 5"
    )


@pytest.mark.parametrize("kind", ["committee", "scrutiny", "council"])
def test_committees_and_council_resolve_under_the_act_of_1972(kind: str) -> None:
    (resolution,) = exclusion([TENDER, ADVICE], kind)
    assert resolution.startswith("That, under section 100A(4) of the Local Government Act 1972")
    assert "paragraphs 3 and 5 of Part 1" in resolution


def test_the_executive_resolves_under_the_regulations_of_2012() -> None:
    resolution, note = exclusion([TENDER, COURT], "executive")
    assert "regulation 4(2)(b)" in resolution
    assert "regulation 4(2)(a)" in note


def test_what_is_confidential_takes_no_resolution() -> None:
    (note,) = exclusion([COURT], "committee")
    assert note.startswith("To note that, under section 100A(2)")
    assert "must be excluded" in note


def test_nothing_withheld_excludes_nobody() -> None:
    assert exclusion([], "committee") == ()
