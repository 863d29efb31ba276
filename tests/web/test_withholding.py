"""What is exempt or confidential reaches nobody who may not read it, whichever door they try."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from goldenthread.access import Actor
from goldenthread.actions import papers, withholding
from goldenthread.actions.withholding import Thing
from goldenthread.jobs.outbox import run_next
from goldenthread.jobs.registry import JOBS
from goldenthread.models import AuditEntry, Marking, Publication, RestrictedPack
from tests import a_project
from tests.a_risk import a_risk
from tests.a_round import HEADER, LATER, ARound, open_round
from tests.documents.agreement import text_of_pdf
from tests.small_council import NOW, SmallCouncil
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.django_db
SECRET = "The contractor Brightwaste is nearly insolvent"
FIGURE = "40.37"
SECRETS = ("Brightwaste", FIGURE, "crews were short")
INTEREST = "Publishing it would harm the council's position in the tender."


@pytest.fixture
def a_round(db: None) -> Iterator[ARound]:
    with time_machine.travel(NOW, tick=True):
        yield open_round()


def withheld(a_round: ARound, part: str = "", **ground: object) -> Marking:
    """Withhold a part of the round's return."""
    why = ground or {"kind": "exempt", "paragraph": 3, "interest": INTEREST}
    thing = Thing(of_return=a_round.item.of_return, part=part)
    return withholding.mark(by=a_round.clerk, at=NOW, thing=thing, **why)  # type: ignore[arg-type]


def published(a_round: ARound) -> Publication:
    """The round's paper with a secret in it, frozen in two packs and published, its files built."""
    a_round.submit(FIGURE, commentary=SECRET, action=f"{SECRET}, so we plan ahead.")
    a_round.explain()
    a_round.sign_off()
    a_round.approve()
    a_round.finalise()
    while run_next(JOBS, lambda: LATER + timedelta(minutes=1)):
        pass
    return papers.publish(by=a_round.clerk, at=LATER + timedelta(minutes=2), paper=a_round.paper)


def outsiders(a_round: ARound) -> dict[str, Actor]:
    """People who may not read what this committee's paper withholds."""
    return outsiders_of(a_round.council)


def outsiders_of(council: SmallCouncil) -> dict[str, Actor]:
    other = council.person_with("member", "olga@anytown.example")
    auditor = council.person_with("auditor", "ann@anytown.example")
    return {"a member of no committee": other, "the auditor": auditor}


ADDRESSES = (
    "/", "/to-do/", "/scorecard/", "/scorecard/scorecard.csv", "/scorecard/scorecard.xlsx", "/measures/W1/", "/plan/",
    "/updates/", "/sign-off/", "/leadership/", "/exceptions/", "/completeness/", "/papers/", "/withholding/",
    "/decisions/", "/projects/", "/risks/",
)  # fmt: skip
PAPER = (
    "", "preview/", "preview/?pack=restricted", "frozen.json", "frozen.json?pack=restricted", "files/word/",
    "files/pdf/", "files/excel/", "files/word/?pack=restricted", "files/pdf/?pack=restricted", "text/",
    "preview/?as_at_0=2026-07-20&as_at_1=10:00",
)  # fmt: skip


def said_at(door: Client, address: str) -> str:
    """Everything an answer says, whatever kind of file it is: text, and the XML or streams inside."""
    answer = door.get(address)
    return said_in(b"".join(answer) if answer.streaming else answer.content)


@lru_cache(maxsize=64)
def said_in(content: bytes) -> str:
    """Everything a file says, whatever kind it is. Many readers are given the very same one."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
        return " ".join(re.sub(r"<[^>]+>", "", part) + part for part in parts)
    if content[:4] == b"%PDF":
        return text_of_pdf(content) + content.decode("latin-1")
    return content.decode("utf-8", "ignore")


@pytest.mark.requirement("SD-12")
def test_what_is_withheld_is_behind_no_door_of_those_who_may_not_read_it(a_round: ARound) -> None:
    withheld(a_round)
    publication = published(a_round)
    found = []
    for who, person in outsiders(a_round).items():
        door = browser(person)
        for address in (*ADDRESSES, *(f"/papers/{publication.paper_id}/{rest}" for rest in PAPER)):
            text = said_at(door, address)
            found += [(who, address, secret) for secret in SECRETS if secret in text]
    for format_ in ("word", "pdf", "excel", "json"):
        out = StringIO()
        written = Path(f"paper.{format_}")
        call_command("report", str(publication.paper_id), "--format", format_, "--out", str(written), stdout=out)
        content = written.read_bytes()
        written.unlink()
        found += [("the console", format_, "Brightwaste")] if b"Brightwaste" in content else []
    assert found == []


@pytest.mark.requirement("SD-12")
def test_the_public_pack_says_in_its_place_what_is_left_out_and_why(a_round: ARound) -> None:
    withheld(a_round)
    publication = published(a_round)
    page = words(browser(outsiders(a_round)["the auditor"]).get(f"/papers/{publication.paper_id}/preview/"))
    assert "Not for publication: exempt information about the financial or business affairs of a person" in page
    assert "paragraph 3 of Part 1 of Schedule 12A" in page
    assert INTEREST in page
    assert "Withheld" in page
    assert "small numbers" not in page


@pytest.mark.requirement("SD-12")
@pytest.mark.parametrize("format_", ["word", "pdf", "excel"])
def test_members_of_the_committee_read_the_restricted_pack(a_round: ARound, format_: str) -> None:
    withheld(a_round)
    publication = published(a_round)
    member = a_round.council.person_with("member", "moe@anytown.example", body=a_round.council.body)
    for person in (member, a_round.clerk, a_round.leader):
        text = said_at(browser(person), f"/papers/{publication.paper_id}/files/{format_}/?pack=restricted")
        assert "Brightwaste" in text
        assert "restrictedpack:notforpublication" in "".join(text.split()).lower()
    assert "Brightwaste" not in said_at(browser(member), f"/papers/{publication.paper_id}/files/{format_}/")


def test_a_paper_with_nothing_withheld_has_one_pack(a_round: ARound) -> None:
    publication = published(a_round)
    assert not RestrictedPack.objects.exists()
    page = words(browser(a_round.clerk).get(f"/papers/{publication.paper_id}/"))
    assert "Restricted pack" not in page


@pytest.mark.requirement("SD-12")
def test_one_text_of_a_return_can_be_withheld_while_its_figure_stays_open(a_round: ARound) -> None:
    withheld(a_round, "commentary", kind="confidential", source="Terms of the Department for Transport")
    publication = published(a_round)
    door = browser(outsiders(a_round)["a member of no committee"])
    page = words(door.get("/measures/W1/"))
    assert "40.4" in page
    assert "confidential information (Terms of the Department for Transport)" in page
    assert f"{SECRET}, so we plan ahead" in page  # the action is another text
    assert SECRET not in words(door.get(f"/papers/{publication.paper_id}/preview/")).replace(f"{SECRET}, so", "")


@pytest.mark.requirement("SD-12")
@pytest.mark.parametrize(
    ("kind", "law"),
    [("committee", "section 100A(4) of the Local Government Act 1972"), ("executive", "regulation 4(2)(b)")],
)
def test_the_exclusion_is_worded_by_the_kind_of_body(a_round: ARound, kind: str, law: str) -> None:
    from goldenthread.actions import door

    with door.write():
        a_round.council.body.kind = kind
        a_round.council.body.save()
    withheld(a_round)
    publication = published(a_round)
    assert law in words(browser(a_round.clerk).get(f"/papers/{publication.paper_id}/preview/"))


@pytest.mark.parametrize("part", ["Doc", "Purpose of the report", "Appendix A"])
def test_a_heading_a_header_line_or_an_appendix_of_the_paper_can_be_withheld(a_round: ARound, part: str) -> None:
    headings = a_round.paper.round.framework.document["committee_report"]["sections"]
    name = headings[1]["heading"] if part == "Purpose of the report" else part
    thing = Thing(paper=a_round.paper, part=name)
    withholding.mark(
        by=a_round.clerk, at=NOW, thing=thing, kind="exempt", paragraph=5, interest="Advice stays privileged."
    )
    if part != "Appendix A":
        papers.write(by=a_round.clerk, at=NOW, paper=a_round.paper, texts={name: "Counsel Rumpole advises caution"})
    a_round.submit(FIGURE, commentary="Counsel Rumpole advises caution" if part == "Appendix A" else "Crews left.")
    a_round.explain()
    a_round.sign_off()
    a_round.approve()
    header = {label: text for label, text in HEADER.items() if label != name}
    publication = a_round.finalise(header=header)
    public, pack = bytes(publication.report).decode(), bytes(publication.restricted_pack.report).decode()
    assert "subject to legal professional privilege" in public
    if part != "Appendix A":
        assert "Rumpole" not in public
    assert "Rumpole" in pack


def test_marking_is_done_on_a_page_by_the_clerk_and_leaves_its_trace(a_round: ARound) -> None:
    door = browser(a_round.clerk)
    address = f"/withholding/mark/?paper={a_round.paper.pk}"
    key = f"return:{a_round.item.of_return_id}:commentary"
    assert "W1" in words(door.get(address))
    refused = door.post(address, {"what": key, "kind": "exempt", "paragraph": "3", "interest": ""})
    assert "why the public interest in withholding it outweighs" in words(refused)
    door.post(address, {"what": key, "kind": "exempt", "paragraph": "3", "interest": INTEREST})
    assert "Exempt, paragraph 3" in words(door.get("/withholding/"))
    assert AuditEntry.objects.filter(action="withholding.mark").exists()


def test_lifting_a_mark_needs_a_reason_and_opens_it(a_round: ARound) -> None:
    marked = withheld(a_round)
    door = browser(a_round.clerk)
    assert "Say why" in words(door.post(f"/withholding/{marked.pk}/lift/", {"reason": ""}, follow=True))
    door.post(f"/withholding/{marked.pk}/lift/", {"reason": "The tender is over."})
    assert "Nothing you may read is withheld" in words(door.get("/withholding/"))
    a_round.submit(FIGURE, commentary=SECRET)
    a_round.sign_off()
    a_round.approve()
    assert SECRET in words(browser(outsiders(a_round)["a member of no committee"]).get("/measures/W1/"))


def test_a_provider_cannot_mark_what_is_not_theirs_to_withhold(a_round: ARound) -> None:
    page = words(browser(a_round.provider).get(f"/withholding/mark/?paper={a_round.paper.pk}"))
    assert "You cannot mark what may not be published" in page


def test_what_a_final_paper_has_printed_is_not_made_secret_again(a_round: ARound) -> None:
    published(a_round)
    door = browser(a_round.clerk)
    key = f"return:{a_round.item.of_return_id}:"
    page = door.post(
        f"/withholding/mark/?paper={a_round.paper.pk}",
        {"what": key, "kind": "exempt", "paragraph": "1", "interest": "It names somebody."},
    )
    assert "has printed this return already" in words(page)


def test_a_mark_made_today_holds_in_every_view_of_the_past(a_round: ARound) -> None:
    a_round.submit(FIGURE, commentary=SECRET)
    a_round.sign_off()
    a_round.approve()
    withholding.mark(
        by=a_round.clerk,
        at=NOW + timedelta(days=2),
        thing=Thing(of_return=a_round.item.of_return),
        kind="exempt",
        paragraph=1,
        interest="It is about one person.",
    )
    page = words(browser(outsiders(a_round)["the auditor"]).get(f"/measures/W1/?as_at={date(2026, 7, 20)}"))
    assert SECRET not in page


# Risks and projects ---------------------------------------------------------------------------------------------------


def test_an_exempt_risk_is_in_no_register_of_others_and_its_page_is_not_found(db: None) -> None:
    with time_machine.travel(NOW, tick=True):
        ours = a_risk()
        door = browser(ours.officer)
        thing = {"what": f"risk:{ours.risk.pk}:", "kind": "confidential", "source": "Order of the High Court, 3 May"}
        door.post("/withholding/mark/?risk=R1", thing)
        assert "Risk R1" in words(door.get("/withholding/"))
        member = ours.council.person_with("member", "moe@anytown.example", body=ours.council.body)
        assert "Not enough drivers" in words(door.get("/risks/"))
        assert "Not enough drivers" in words(browser(member).get("/risks/"))
        for person in outsiders_of(ours.council).values():
            other = browser(person)
            assert "Not enough drivers" not in words(other.get("/risks/"))
            assert other.get("/risks/R1/").status_code == 404


def test_an_exempt_update_of_a_project_says_so_where_its_words_were(db: None) -> None:
    with time_machine.travel(NOW, tick=True):
        ours = a_project.begin()
        ours.report(ours.project, "off-track", commentary=SECRET, forecast=123456700)
        team = browser(ours.by)
        thing = {"what": f"project:{ours.project.pk}:2026-06-30", "kind": "exempt", "paragraph": "3"}
        team.post("/withholding/mark/?project=P1", {**thing, "interest": INTEREST})
        assert "Brightwaste" in words(browser(ours.manager).get("/projects/P1/"))
        for person in outsiders_of(ours.council).values():
            page = words(browser(person).get("/projects/P1/"))
            assert "Brightwaste" not in page
            assert "1,234,567" not in page
            assert "paragraph 3 of Part 1 of Schedule 12A" in page
            assert "Brightwaste" not in words(browser(person).get("/projects/"))
