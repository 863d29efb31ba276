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
from tests.journeys.browsing import Visitor, sign_in

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


# Clicking and typing --------------------------------------------------------------------------------------------------


def _menu(page: Page, word: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile(f"^{word}")).click()


def _set_up(page: Page, link: str) -> None:
    _menu(page, "Set up")
    page.get_by_role("main").get_by_role("link", name=link, exact=True).click()


def _field(page: Page, label: str) -> Locator:
    return page.get_by_role("main").get_by_label(re.compile(rf"^{re.escape(label)}( \(optional\))?$"))


def _fill(page: Page, **texts: str) -> None:
    for label, text in texts.items():
        _field(page, label.replace("_", " ")).fill(text)


def _fill_date(page: Page, legend: str, day: date) -> None:
    boxes = page.get_by_role("group", name=legend, exact=True)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(number))


def _press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _says(page: Page, text: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(text)


def _address(name: str) -> str:
    return f"{name.split()[0].lower()}@anytown.example"


# The administrator ----------------------------------------------------------------------------------------------------


def _found_the_council(folder: Path) -> None:
    password = folder / "password.txt"
    password.write_text(PASSWORD, encoding="utf-8")
    call_command(
        "init",
        name="Anytown Council",
        framework="south-derbyshire-2024",
        admin_name="Ada Administrator",
        admin_email="ada@anytown.example",
        password_file=str(password),
    )


def _set_up_services(page: Page) -> None:
    _menu(page, "Set up")
    _says(page, "Next: services and people.")
    page.get_by_role("link", name="Directorates and services").click()
    _says(page, "No directorates yet")
    _press(page, "Add a directorate")
    _fill(page, Code="PLACE", Name="Place")
    _fill_date(page, "From", START)
    _press(page, "Add")
    _says(page, "PLACE added.")
    _press(page, "Add a service")
    _fill(page, Code="WASTE", Name="Waste and Recycling")
    _field(page, "Directorate").select_option("Place")
    _fill_date(page, "From", START)
    _press(page, "Add")
    _says(page, "WASTE added.")


def _set_up_committee(page: Page) -> None:
    _set_up(page, "Committees, remits and meetings")
    _press(page, "Add a committee")
    _fill(page, Code="ENV", Name="Environment Committee", Terms_of_reference="ENV01")
    _fill_date(page, "From", START)
    _press(page, "Add")
    _says(page, "Environment Committee")


def _set_up_people(page: Page) -> None:
    for name, (role, over) in PEOPLE.items():
        _set_up(page, "People, accounts and roles")
        _press(page, "Add a person")
        _fill(page, Name=name)
        _field(page, "E-mail").fill(_address(name))
        if role == "Member":
            page.get_by_label("An elected member of the council").check()
        _press(page, "Add")
        _says(page, f"{name} added.")
        page.get_by_role("link", name=name).click()
        page.get_by_role("link", name="Give an account").click()
        _fill(page, First_password=PASSWORD)
        _press(page, "Save")
        _says(page, f"{name} can sign in as {_address(name)}.")
        _press(page, "Give a role")
        options = page.get_by_label("Role", exact=True).locator("option").all_text_contents()
        _field(page, "Role").select_option(next(each for each in options if each.startswith(role)))
        for label, thing in over.items():
            _field(page, label).select_option(thing)
        _fill_date(page, "From", START)
        _press(page, "Give the role")
        _says(page, f"{name} has the role from then on.")
    assert_accessible(page)


def _comes_in(page: Page, name: str) -> Page:
    sign_in(page, _address(name), PASSWORD)
    return page


# The performance team -------------------------------------------------------------------------------------------------


def _set_up_plan(page: Page) -> None:
    page.get_by_role("banner").get_by_role("link", name=re.compile("change your password")).click()
    _fill(page, Your_password_now=PASSWORD, New_password=NEW_PASSWORD, The_same_again=NEW_PASSWORD)
    _press(page, "Change the password")
    _set_up(page, "Plans, priorities and aims")
    page.get_by_role("link", name="Add a plan").click()
    _fill(page, Title="Council Plan 2024-2028")
    _fill_date(page, "First day", START)
    _fill_date(page, "Last day", date(2028, 3, 31))
    _press(page, "Add")
    page.get_by_role("link", name="Add the first").click()
    _fill(page, Code="1", Title="A cleaner place")
    _press(page, "Add")
    page.get_by_role("link", name="Add below 1").click()
    _fill(page, Code="1.1", Title="Waste less and recycle more")
    _press(page, "Add")
    _says(page, "1.1 added.")
    _menu(page, "Council Plan")
    _says(page, "has no measure")


def _set_up_measures(page: Page) -> None:
    for ref, (title, unit, polarity) in MEASURES.items():
        _set_up(page, "Measures")
        _press(page, "Add a measure")
        _fill(page, Reference=ref, Title=title, Unit=unit)
        _field(page, "Service").select_option("Waste and Recycling")
        _field(page, "Committee").select_option("Environment Committee")
        _field(page, "What is good").select_option(polarity)
        if ref == "W1":
            _fill(page, Decimal_places_shown="1", Numerator="Tonnes recycled", Denominator="Tonnes collected")
            _field(page, "Numerator over denominator times").fill("100")
        _fill_date(page, "Measured from", START)
        _press(page, "Add")
        _says(page, f"{ref} added.")
        page.get_by_role("link", name=f"{ref} {title}").click()
        page.get_by_role("link", name="Link it to an aim").click()
        _field(page, "Serves").select_option(label="1.1 Waste less and recycle more")
        _fill_date(page, "From", START)
        _press(page, "Link")
        _says(page, "in Council Plan 2024-2028, its home")
    _set_up(page, "Measures")
    page.get_by_role("link", name="W1 Household waste recycled").click()
    _press(page, "Set targets")
    page.get_by_label("Target, Q1 2026/27").fill("50")
    _press(page, "Save the targets")
    _says(page, "1 targets changed.")
    _load_targets(page)


def _load_targets(page: Page) -> None:
    _set_up(page, "Load targets from a file")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the template (CSV)").click()
    assert download.value.path().read_text(encoding="utf-8-sig").startswith("ref,period,target")
    page.get_by_label("File").set_input_files(
        FilePayload(name="targets.csv", mimeType="text/csv", buffer=TARGETS.encode())
    )
    _press(page, "See what it would do")
    _says(page, "It adds 3, changes 0 and leaves 0 as they are.")
    _press(page, "Load 3 rows")
    _says(page, "targets.csv loaded: 3 added")


def _set_up_meeting_and_round(page: Page) -> None:
    _set_up(page, "Committees, remits and meetings")
    page.get_by_role("link", name="Environment Committee").click()
    _press(page, "Add a meeting")
    _fill_date(page, "Day", MEETING)
    _press(page, "Add")
    _menu(page, "Set up")
    _says(page, "Next: open a round.")
    page.get_by_role("link", name="Open a round").click()
    _press(page, "Open a round")
    _says(page, "4 returns would fall due for")
    # Ten working days after June; papers reach members five clear days before the meeting.
    for stage, day in (("Data entered", "14 July 2026"), ("Dispatched", "28 August 2026"), ("Meeting", "8 September")):
        expect(page.get_by_role("row", name=stage)).to_contain_text(day)
    _press(page, "Open the round")
    _says(page, "Q1 2026/27 is open: 4 returns are due.")
    _menu(page, "Completeness")
    _says(page, "Waste and Recycling")


# The service ----------------------------------------------------------------------------------------------------------


def _row(page: Page, ref: str) -> Locator:
    return page.locator("[data-row]", has=page.get_by_role("rowheader", name=re.compile(f"^{ref} ")))


def _enter_figures(page: Page) -> None:
    _menu(page, "To do")
    _says(page, "4 returns to enter for Q1 2026/27")
    _menu(page, "My updates")
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
    _press(page, "Save drafts")
    _says(page, "4 drafts saved.")

    _press(page, "Submit all that are ready")
    _says(page, "W2: Say what happened and why: it is off target.")
    assert_accessible(page)
    row = _row(page, "W2")
    row.get_by_label("What happened and why").fill("Two crews were short for three weeks in May.")
    row.get_by_label("What we are doing").fill("Two drivers start in August.")
    _row(page, "W4").get_by_label("101% is not between").fill("Yes: it counts jobs left over from March")
    _press(page, "Submit all that are ready")
    _says(page, "Everything is in")


def _send_one_back(page: Page) -> None:
    _menu(page, "To do")
    _says(page, "4 returns to sign off")
    _menu(page, "Sign-off")
    _says(page, "Look at these first")
    _says(page, "Yes: it counts jobs left over from March")
    _says(page, "Two crews were short for three weeks in May.")
    page.get_by_role("link", name="W4 Bulky waste collected on time").click()
    page.get_by_label("What should they look at again?").fill("A share cannot be above 100%: leave March out.")
    _press(page, "Send back")
    _menu(page, "Sign-off")
    _press(page, "Sign off all 1 clean ones")
    _says(page, "signed off")


def _correct_it(page: Page) -> None:
    _menu(page, "To do")
    _says(page, "W4 Bulky waste collected on time came back to you")
    _says(page, "Hugh Head: A share cannot be above 100%: leave March out.")
    _menu(page, "My updates")
    page.get_by_role("link", name="W4 Bulky waste collected on time").click()
    page.get_by_label("The figure (%)").fill("97")
    _press(page, "Submit")
    _says(page, "Submitted.")


def _sign_off(page: Page) -> None:
    _menu(page, "Sign-off")
    _press(page, "Sign off all 1 clean ones")
    for ref in ("W2 Bins missed", "W3 Waste sent to landfill"):
        page.get_by_role("checkbox", name=ref).check()
    _press(page, "Sign off those I ticked")
    _says(page, "Nothing waits for you")


def _explain(page: Page) -> None:
    _menu(page, "To do")
    page.get_by_role("link", name="Exception report on W2").click()
    _says(page, "140")
    for heading in ("What happened", "Why", "Effect on residents and the plan", "What we are doing"):
        page.get_by_label(heading, exact=True).fill(f"{heading}: two crews were short.")
    page.get_by_label("When it will be back on track", exact=True).fill("By the end of the year.")
    action = page.get_by_role("group", name="Action 1")
    action.get_by_label("What will be done").fill("Recruit two drivers")
    action.get_by_label("Owner").select_option(label="Hugh Head")
    action.get_by_label("By").fill("2026-08-31")
    page.get_by_label("Back on track by").fill("2026-12-31")
    _press(page, "Complete")
    _says(page, "Complete")


# The Leadership Team and the clerk ------------------------------------------------------------------------------------


def _approve_and_lock(page: Page) -> None:
    _menu(page, "Leadership Team")
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=2).first).to_contain_text("Exceptions")
    page.get_by_role("checkbox", name="W2 Bins missed").check()
    page.get_by_role("checkbox", name="W3 Waste sent to landfill").check()
    _press(page, "Approve those I ticked")
    while (rest := main.get_by_role("button", name=re.compile("^Approve all"))).count():
        rest.first.click()
    _says(page, "Nothing waits for approval")
    _press(page, "Lock")
    _says(page, "Locked")


def _write_and_finalise(page: Page) -> None:
    _menu(page, "Reports")
    page.get_by_role("link", name="Environment Committee, 8 September 2026").click()
    _says(page, "What is missing")
    _press(page, "Write the text")
    _fill(page, Agenda_item="7", Report_from="Director of Place", Doc="W1")
    _field(page, "Members' contact point").fill("Percy Performance")
    _field(page, "Purpose of the report").fill("To tell members how the first quarter went.")
    _press(page, "Save the text")
    _press(page, "Mark implications as cleared")
    _press(page, "Finalise the paper")
    _says(page, "The paper is final. Its files are being built.")


def _take_away_and_publish(page: Page) -> None:
    expect(page.get_by_role("link", name="Download as Word")).to_be_visible()
    document = docx.Document(BytesIO(_download(page, "Download as Word")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    written = "\n".join([each.text for each in document.paragraphs] + cells)
    printed = "\n".join(each.extract_text() for each in pypdf.PdfReader(BytesIO(_download(page, "PDF"))).pages)
    for text in (written, printed):
        for words in ("Environment Committee", "Director of Place", "Recruit two drivers", "51.1", "140", "97"):
            assert words in text
    _press(page, "Publish with the agenda")
    _says(page, "The paper is published.")


def _download(page: Page, link: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    return download.value.path().read_bytes()


# The member -----------------------------------------------------------------------------------------------------------


def _reports(page: Page) -> str:
    _menu(page, "Reports")
    return page.get_by_role("main").inner_text()


def _read(page: Page) -> None:
    assert "Environment Committee, 8 September 2026" in _reports(page)
    page.get_by_role("link", name="Environment Committee, 8 September 2026").click()
    page.get_by_role("link", name="Read it here").click()
    _says(page, "This is what the committee saw: frozen on 8 July 2026")
    for heading in ("Recommendations", "Purpose of the report", "Detail", "Background papers"):
        expect(page.get_by_role("heading", name=heading).first).to_be_visible()
    _says(page, "To tell members how the first quarter went.")
    _says(page, "Recruit two drivers")
    assert_accessible(page)
