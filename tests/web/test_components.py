from __future__ import annotations

import re

import pytest
from django import forms
from django.template import engines
from django.test import Client
from lxml import html

from goldenthread.reports.blocks import Cell
from tests.a_round import ARound
from tests.documents.sample import sample

MACROS = engines["jinja2"].get_template("components.html").template.module  # type: ignore[attr-defined]


def drawn(name: str, *arguments: object, **options: object) -> html.HtmlElement:
    return html.fragment_fromstring(str(getattr(MACROS, name)(*arguments, **options)), create_parent=True)


@pytest.mark.parametrize("code", ["green", "amber", "red", "blue", "not_due", "awaiting_data", "suspended", "overdue"])
def test_a_status_is_a_word_and_a_shape_and_says_why(code: str) -> None:
    status = drawn("status", code, "Its word", "Because of this.")
    assert status.xpath(".//svg")
    assert "Its word" in status.text_content()
    assert "Because of this." in status.text_content()
    assert status.xpath(".//*[@tabindex='0']")  # its sentence can be reached with the keyboard


def test_a_direction_is_an_arrow_and_a_word() -> None:
    direction = drawn("direction", "declined", "Declining")
    assert direction.xpath(".//svg")
    assert direction.text_content().strip() == "Declining"


def test_what_somebody_typed_is_never_markup() -> None:
    cell = Cell("<script>alert(1)</script>", sentence='"><b>')
    assert not drawn("cell_content", cell).xpath(".//script")
    assert not drawn("status", "red", "<b>x</b>", "<script>").xpath(".//b|.//script")


def test_each_cell_of_a_row_carries_its_heading_for_a_phone() -> None:
    table = next(block for section in sample(2).sections for block in section.blocks if hasattr(block, "columns"))
    cells = drawn("data_table", table).xpath(".//tbody//td")
    assert cells
    assert all(cell.get("data-label") for cell in cells)


def test_a_paper_prints_its_numbers_as_text() -> None:
    paper = drawn("render_document", sample(2))
    assert "1.0" in paper.text_content()
    assert re.search(r"1\.1\s+The Committee notes", " ".join(paper.text_content().split()))


def test_a_figure_has_its_table_underneath() -> None:
    figure = next(
        block for a in sample(1).appendices for s in a.sections for block in s.blocks if hasattr(block, "chart")
    )
    drawing = drawn("render_block", figure)
    assert drawing.xpath(".//svg[@role='img']")
    assert drawing.xpath(".//details//table | .//table")


def test_the_gallery_shows_every_component(a_round: ARound) -> None:
    page = Client().get("/components/").content.decode()
    assert page.count("gt-status--") >= 15
    assert "gt-sparkline" in page


class Asked(forms.Form):
    name = forms.CharField(label="Name of the measure")
    service = forms.ChoiceField(label="Service", choices=[("waste", "Waste")])
    agreed = forms.BooleanField(label="I have checked it")
    day = forms.CharField(label="Day", error_messages={"required": "Give a day and a time."})


def test_a_field_left_empty_is_called_by_its_name() -> None:
    form = Asked({})
    sentences = ["Fill in “Name of the measure”.", "Choose “Service”.", "Tick “I have checked it” to go on."]
    listed = [link.text_content() for link in drawn("error_summary", form).xpath(".//a")]
    assert listed == [*sentences, "Give a day and a time."]
    assert sentences[0] in drawn("field", form["name"]).text_content()


def test_what_a_field_cannot_take_is_said_with_its_name() -> None:
    class Sized(forms.Form):
        name = forms.CharField(label="Name", max_length=3)
        service = forms.ChoiceField(label="Service", choices=[("waste", "Waste")])
        weight = forms.IntegerField(label="Weight", max_value=9)
        mail = forms.EmailField(label="E-mail")
        own = forms.CharField(label="Own", max_length=1, error_messages={"max_length": "One letter."})

    def listed(**typed: str) -> list[str | None]:
        return [link.text_content() for link in drawn("error_summary", Sized(typed)).xpath(".//a")]

    assert listed(name="Waste", service="x", weight="heavy", mail="a", own="ab") == [
        "“Name” has room for 3 characters, and this is 5. Make it shorter.",
        "Choose “Service” from what is offered. It may have changed since the page was opened.",
        "“Weight” has to be a number in digits, such as 5.",
        "“E-mail” has to be an address such as name@council.gov.uk.",
        "One letter.",
    ]
    assert listed(name="W", service="waste", weight="12", mail="a@b.uk", own="a") == ["“Weight” has to be 9 or less."]
