"""What the browser is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.static import council_css

pytestmark = pytest.mark.once

WEB = Path(__file__).resolve().parents[2] / "goldenthread" / "web"
# Central government's font and arms; councils may use neither.
NOT_FOR_COUNCILS = ("gds transport", "govuk-crest")


def test_nothing_served_mentions_central_governments_font_or_crest() -> None:
    served = [file for file in (WEB / "static").rglob("*") if file.suffix in {".css", ".js", ".svg", ".html"}]
    assert any(file.name == "govuk-frontend.min.css" for file in served), "Run `make static` first."
    found = [
        file.name for file in served for word in NOT_FOR_COUNCILS if word in file.read_text(encoding="utf-8").lower()
    ]
    assert found == []


def test_no_picture_of_the_crown_is_served() -> None:
    assert [file for file in (WEB / "static").rglob("*") if "crest" in file.name or "govuk-icon" in file.name] == []


def test_the_style_sheet_keeps_everything_but_font_and_crest() -> None:
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
        ".a{font-family:GDS Transport,arial,sans-serif;color:red}.b{font-family:GDS Transport}"
        ".c:before{display:block;background-image:url(/assets/images/govuk-crest.svg);width:1px}"
        "/*# sourceMappingURL=govuk-frontend.min.css.map */"
    )
    assert council_css(css) == (
        ".a{font-family:Arial,Helvetica,sans-serif;color:red}.b{font-family:Arial}.c:before{display:block;width:1px}"
    )
