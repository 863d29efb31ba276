"""A council's first quarter in a real browser: from an empty database to the paper that a councillor reads.

Everything is done by clicking and typing, by the person whose work it is; only the council's founding and the worker,
which have no pages, are commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.accessibility import assert_accessible
from tests.journeys.browsing import Visitor, field, fill, fill_date, menu, press, says, set_up, sign_in
from tests.supplied import uncleared

pytestmark = pytest.mark.browser

MORNING = "2026-07-08 08:00+00:00"
START = date(2024, 4, 1)
MEETING = date(2026, 9, 8)
PASSWORD = "three quiet otters"
NEW_PASSWORD = "a walk along the canal"

PEOPLE = {
    "Percy Performance": ("Performance team", {}),
    "Dora Data": ("Data provider", {"Over a service": "Waste and Recycling"}),
    "Hugh Head": ("Head of service", {"Over a service": "Waste and Recycling"}),
    "Leo Leader": ("Leadership Team", {}),
    "Clara Clerk": ("Committee clerk", {}),
    "Max Member": ("Member", {"Over a committee": "Environment Committee"}),
}
MEASURES = {
    "W1": ("Household waste recycled", "%", "High is good"),
    "W2": ("Bins missed", "bins", "Low is good"),
    "W3": ("Waste sent to landfill", "tonnes", "Low is good"),
    "W4": ("Bulky waste collected on time", "%", "High is good"),
}
TARGETS = "ref,period,target\nW2,Q1 2026/27,100\nW3,Q1 2026/27,900\nW4,Q1 2026/27,95\n"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=True):
        yield


@pytest.mark.requirement("SD-07")
@pytest.mark.requirement("SD-09")
@pytest.mark.requirement("SD-10")
@pytest.mark.requirement("HA-03")
@pytest.mark.slow
def test_a_council_goes_from_an_empty_database_to_a_published_paper(visitor: Visitor, tmp_path: Path) -> None:
    _found_the_council(tmp_path)
    administrator = visitor()
    sign_in(administrator, "ada@anytown.example", PASSWORD)
    _set_up_services(administrator)
    _set_up_committee(administrator)
    _set_up_people(administrator)

    percy, dora, hugh, leo, clara, member = (_comes_in(visitor(), name) for name in PEOPLE)
    _set_up_plan(percy)
    _set_up_measures(percy)
    _set_up_meeting_and_round(percy)

    _enter_figures(dora)
    _send_one_back(hugh)
    _correct_it(dora)
    _sign_off(hugh)
    _explain(dora)
    _approve_and_lock(leo)
    _write_and_finalise(clara)
    assert "Environment Committee" not in _reports(member)
    call_command("worker", once=True)
    _take_away_and_publish(clara)
    _read(member)


# The administrator ----------------------------------------------------------------------------------------------------


def _address(name: str) -> str:
    return f"{name.split()[0].lower()}@anytown.example"


def _found_the_council(folder: Path) -> None:
    password = folder / "password.txt"
    password.write_text(PASSWORD, encoding="utf-8")
    framework = folder / "south-derbyshire-2024.yaml"
    framework.write_text(uncleared(), encoding="utf-8")
    call_command(
        "init",
        name="Anytown Council",
        framework=str(framework),
        admin_name="Ada Administrator",
        admin_email="ada@anytown.example",
        password_file=str(password),
    )


def _set_up_services(page: Page) -> None:
    menu(page, "Set up")
    says(page, "Next: services and people.")
    page.get_by_role("link", name="Directorates and services").click()
    says(page, "No directorates yet")
    press(page, "Add a directorate")
    fill(page, Code="PLACE", Name="Place")
    fill_date(page, "From", START)
    press(page, "Add")
    says(page, "PLACE added.")
    press(page, "Add a service")
    fill(page, Code="WASTE", Name="Waste and Recycling")
    field(page, "Directorate").select_option("Place")
    fill_date(page, "From", START)
    press(page, "Add")
    says(page, "WASTE added.")


def _set_up_committee(page: Page) -> None:
    set_up(page, "Committees, remits and meetings")
    press(page, "Add a committee")
    fill(page, Code="ENV", Name="Environment Committee", Terms_of_reference="ENV01")
    fill_date(page, "From", START)
    press(page, "Add")
    says(page, "Environment Committee")


def _set_up_people(page: Page) -> None:
    for name, (role, over) in PEOPLE.items():
        set_up(page, "People, accounts and roles")
        press(page, "Add a person")
        fill(page, Name=name)
        field(page, "E-mail").fill(_address(name))
        if role == "Member":
            page.get_by_label("An elected member of the council").check()
        press(page, "Add")
        says(page, f"{name} added.")
        page.get_by_role("link", name=name).click()
        page.get_by_role("link", name="Give an account").click()
        fill(page, First_password=PASSWORD)
        press(page, "Save")
        says(page, f"{name} can sign in as {_address(name)}.")
        press(page, "Give a role")
        options = page.get_by_label("Role", exact=True).locator("option").all_text_contents()
        field(page, "Role").select_option(next(each for each in options if each.startswith(role)))
        for label, thing in over.items():
            field(page, label).select_option(thing)
        fill_date(page, "From", START)
        press(page, "Give the role")
        says(page, f"{name} has the role from then on.")
    assert_accessible(page)


def _comes_in(page: Page, name: str) -> Page:
    sign_in(page, _address(name), PASSWORD)
    return page


# The performance team -------------------------------------------------------------------------------------------------


def _set_up_plan(page: Page) -> None:
    page.get_by_role("banner").get_by_role("link", name=re.compile("change your password")).click()
    fill(page, Your_password_now=PASSWORD, New_password=NEW_PASSWORD, The_same_again=NEW_PASSWORD)
    press(page, "Change the password")
    set_up(page, "Plans, priorities and aims")
    page.get_by_role("link", name="Add a plan").click()
    fill(page, Title="Council Plan 2024-2028")
    fill_date(page, "First day", START)
    fill_date(page, "Last day", date(2028, 3, 31))
    press(page, "Add")
    page.get_by_role("link", name="Add the first").click()
    fill(page, Code="1", Title="A cleaner place")
    press(page, "Add")
    page.get_by_role("link", name="Add below 1").click()
    fill(page, Code="1.1", Title="Waste less and recycle more")
    press(page, "Add")
    says(page, "1.1 added.")
    menu(page, "Council Plan")
    says(page, "has no measure")


def _set_up_measures(page: Page) -> None:
    for ref, (title, unit, polarity) in MEASURES.items():
        set_up(page, "Measures")
        press(page, "Add a measure")
        fill(page, Reference=ref, Title=title, Unit=unit)
        field(page, "Service").select_option("Waste and Recycling")
        field(page, "Committee").select_option("Environment Committee")
        field(page, "What is good").select_option(polarity)
        if ref == "W1":
            fill(page, Decimal_places_shown="1", Numerator="Tonnes recycled", Denominator="Tonnes collected")
            field(page, "Numerator over denominator times").fill("100")
        fill_date(page, "Measured from", START)
        press(page, "Add")
        says(page, f"{ref} added.")
        page.get_by_role("link", name=f"{ref} {title}").click()
        page.get_by_role("link", name="Link it to an aim").click()
        field(page, "Serves").select_option(label="1.1 Waste less and recycle more")
        fill_date(page, "From", START)
        press(page, "Link")
        says(page, "in Council Plan 2024-2028, its home")
    set_up(page, "Measures")
    page.get_by_role("link", name="W1 Household waste recycled").click()
    press(page, "Set targets")
    page.get_by_label("Target, Q1 2026/27").fill("50")
    press(page, "Save the targets")
    says(page, "1 targets changed.")
    _load_targets(page)


def _load_targets(page: Page) -> None:
    set_up(page, "Load targets from a file")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the template (CSV)").click()
    assert download.value.path().read_text(encoding="utf-8-sig").startswith("ref,period,target")
    page.get_by_label("File").set_input_files(
        FilePayload(name="targets.csv", mimeType="text/csv", buffer=TARGETS.encode())
    )
    press(page, "See what it would do")
    says(page, "It adds 3, changes 0 and leaves 0 as they are.")
    press(page, "Load 3 rows")
    says(page, "targets.csv loaded: 3 added")


def _set_up_meeting_and_round(page: Page) -> None:
    set_up(page, "Committees, remits and meetings")
    page.get_by_role("link", name="Environment Committee").click()
    press(page, "Add a meeting")
    fill_date(page, "Day", MEETING)
    press(page, "Add")
    menu(page, "Set up")
    says(page, "Next: open a round.")
    page.get_by_role("link", name="Open a round").click()
    press(page, "Open a round")
    says(page, "4 returns would fall due for")
    # Ten working days after June; papers reach members five clear days before the meeting.
    for stage, day in (("Data entered", "14 July 2026"), ("Dispatched", "28 August 2026"), ("Meeting", "8 September")):
        expect(page.get_by_role("row", name=stage)).to_contain_text(day)
    press(page, "Open the round")
    says(page, "Q1 2026/27 is open: 4 items are due.")
    menu(page, "Completeness")
    says(page, "Waste and Recycling")


# The service ----------------------------------------------------------------------------------------------------------


def _row(page: Page, ref: str) -> Locator:
    return page.locator("[data-row]", has=page.get_by_role("rowheader", name=re.compile(f"^{ref} ")))


def _enter_figures(page: Page) -> None:
    menu(page, "To do")
    says(page, "4 returns to enter for Q1 2026/27")
    menu(page, "My updates")
    row = _row(page, "W1")
    row.get_by_text("Work it out").click()
    row.get_by_label("Tonnes recycled").fill("5,110")
    row.get_by_label("Tonnes collected").fill("10000")
    expect(row).to_contain_text("51.1")
    expect(row).to_contain_text("On target")

    row = _row(page, "W2")
    row.get_by_label("Figure for W2").fill("140")
    expect(row).to_contain_text("Off target")

    row = _row(page, "W3")
    row.get_by_text("No figure yet").click()
    why = row.get_by_label("Why", exact=True)
    why.select_option(label="Not available yet: waiting for data from outside")
    row.get_by_label("Not available until").fill("2026-10-01")

    row = _row(page, "W4")
    row.get_by_label("Figure for W4").fill("101")
    expect(row).to_contain_text("101% is not between 0% and 100%. Can it be outside?")
    press(page, "Save drafts")
    says(page, "4 drafts saved.")

    press(page, "Submit all that are ready")
    says(page, "W2: Say what happened and why: it is off target.")
    assert_accessible(page)
    row = _row(page, "W2")
    row.get_by_label("What happened and why").fill("Two crews were short for three weeks in May.")
    row.get_by_label("What we are doing").fill("Two drivers start in August.")
    _row(page, "W4").get_by_label("101% is not between").fill("Yes: it counts jobs left over from March")
    press(page, "Submit all that are ready")
    says(page, "Everything is in")


def _send_one_back(page: Page) -> None:
    menu(page, "To do")
    says(page, "4 returns to sign off")
    menu(page, "Sign-off")
    says(page, "Look at these first")
    says(page, "Yes: it counts jobs left over from March")
    says(page, "Two crews were short for three weeks in May.")
    page.get_by_role("link", name="W4 Bulky waste collected on time").click()
    page.get_by_label("What should they look at again?").fill("A share cannot be above 100%: leave March out.")
    press(page, "Send back")
    menu(page, "Sign-off")
    press(page, "Sign off all 1 clean ones")
    says(page, "signed off")


def _correct_it(page: Page) -> None:
    menu(page, "To do")
    says(page, "W4 Bulky waste collected on time came back to you")
    says(page, "Hugh Head: A share cannot be above 100%: leave March out.")
    menu(page, "My updates")
    page.get_by_role("link", name="W4 Bulky waste collected on time").click()
    page.get_by_label("The figure (%)").fill("97")
    press(page, "Submit")
    says(page, "Submitted.")


def _sign_off(page: Page) -> None:
    menu(page, "Sign-off")
    press(page, "Sign off all 1 clean ones")
    for ref in ("W2 Bins missed", "W3 Waste sent to landfill"):
        page.get_by_role("checkbox", name=ref).check()
    press(page, "Sign off those I ticked")
    says(page, "Nothing waits for you")


def _explain(page: Page) -> None:
    menu(page, "To do")
    page.get_by_role("link", name="Exception report on W2").click()
    says(page, "140")
    for heading in ("What happened", "Why", "Effect on residents and the plan", "What we are doing"):
        page.get_by_label(heading, exact=True).fill(f"{heading}: two crews were short.")
    page.get_by_label("When it will be back on track", exact=True).fill("By the end of the year.")
    action = page.get_by_role("group", name="Action 1")
    action.get_by_label("What will be done").fill("Recruit two drivers")
    action.get_by_label("Owner").select_option(label="Hugh Head")
    action.get_by_label("By").fill("2026-08-31")
    page.get_by_label("Back on track by").fill("2026-12-31")
    press(page, "Complete")
    says(page, "Complete")


# The Leadership Team and the clerk ------------------------------------------------------------------------------------


def _approve_and_lock(page: Page) -> None:
    menu(page, "Leadership Team")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=2).first).to_contain_text("Exceptions")
    page.get_by_role("checkbox", name="W2 Bins missed").check()
    page.get_by_role("checkbox", name="W3 Waste sent to landfill").check()
    press(page, "Approve those I ticked")
    while (rest := main.get_by_role("button", name=re.compile("^Approve all"))).count():
        with page.expect_navigation():
            rest.first.click()
    says(page, "Nothing waits for approval")
    press(page, "Lock")
    says(page, "Locked")


def _write_and_finalise(page: Page) -> None:
    menu(page, "Reports")
    page.get_by_role("link", name="Environment Committee, 8 September 2026").click()
    says(page, "What is missing")
    press(page, "Write the text")
    fill(page, Agenda_item="7", Report_from="Director of Place", Doc="W1")
    field(page, "Members' contact point").fill("Percy Performance")
    field(page, "Purpose of the report").fill("To tell members how the first quarter went.")
    press(page, "Save the text")
    press(page, "Mark implications as cleared")
    press(page, "Finalise the paper")
    says(page, "The paper is final. Its files are being built.")


def _take_away_and_publish(page: Page) -> None:
    expect(page.get_by_role("link", name="Download as Word")).to_be_visible()
    document = docx.Document(BytesIO(_download(page, "Download as Word")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    written = "\n".join([each.text for each in document.paragraphs] + cells)
    printed = "\n".join(each.extract_text() for each in pypdf.PdfReader(BytesIO(_download(page, "PDF"))).pages)
    for text in (written, printed):
        for words in ("Environment Committee", "Director of Place", "Recruit two drivers", "51.1", "140", "97"):
            assert words in text
    press(page, "Publish with the agenda")
    says(page, "The paper is published.")


def _download(page: Page, link: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    return download.value.path().read_bytes()


# The member -----------------------------------------------------------------------------------------------------------


def _reports(page: Page) -> str:
    menu(page, "Reports")
    return page.get_by_role("main").inner_text()


def _read(page: Page) -> None:
    assert "Environment Committee, 8 September 2026" in _reports(page)
    page.get_by_role("link", name="Environment Committee, 8 September 2026").click()
    page.get_by_role("link", name="Read it here").click()
    says(page, "This is what the committee saw: frozen on 8 July 2026")
    for heading in ("Recommendations", "Purpose of the report", "Detail", "Background papers"):
        expect(page.get_by_role("heading", name=heading).first).to_be_visible()
    says(page, "To tell members how the first quarter went.")
    says(page, "Recruit two drivers")
    assert_accessible(page)
