"""What every template can use without asking: addresses, icons, charts, and how dates and numbers are written."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from goldenthread.charts import bars
from goldenthread.charts.measure import NARROW, WIDE, MeasureChart, draw
from goldenthread.charts.shapes import direction_shape, status_shape
from goldenthread.charts.sparkline import sparkline
from goldenthread.reports.numbering import appendix_sections, section_numbers
from goldenthread.web.forms.mistakes import mistakes

MINUS = "\N{MINUS SIGN}"


def environment(**options: Any) -> Environment:
    """The Jinja2 environment of the site, named in the TEMPLATES setting.

    Words of people are escaped wherever they are printed, and a missing variable is an error, not a blank.
    """
    env = Environment(
        loader=options["loader"],
        auto_reload=options["auto_reload"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        static=static,
        url=url,
        status_shape=lambda code: Markup(status_shape(code)),
        direction_shape=lambda code: Markup(direction_shape(code)),
        sparkline=lambda series, target=None, label="": Markup(sparkline(series, target, label)),
        draw_chart=draw_chart,
        draw_bars=draw_bars,
        mistakes=mistakes,
        section_numbers=section_numbers,
        appendix_sections=appendix_sections,
    )
    env.filters.update(number=number, date=long_date, short_date=short_date, moment=moment, plural=plural)
    return env


def draw_bars(chart: bars.BarChart, *, narrow: bool = False) -> Markup:
    """A bar chart as inline SVG; `narrow` for a phone."""
    return Markup(bars.draw(chart, bars.NARROW if narrow else bars.WIDE))


@lru_cache(maxsize=4096)  # a table asks for the same few hundred addresses again and again
def url(name: str, *args: Hashable, **kwargs: Hashable) -> str:
    """The address of a named page: `url("measure", "W1")`."""
    return reverse(name, args=args, kwargs=kwargs)


def draw_chart(chart: MeasureChart, *, narrow: bool = False) -> Markup:
    """A measure's chart as inline SVG; `narrow` for a phone."""
    return Markup(draw(chart, NARROW if narrow else WIDE))


def number(value: Decimal | float, decimals: int | None = None) -> str:
    """A number with thousands separators and a true minus: 12345.6 is "12,345.6".

    `decimals` fixes the decimal places; without it the value is printed as exactly as it was given.
    """
    text = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    return text.replace("-", MINUS)


def long_date(value: date) -> str:
    """A date in full: "30 September 2026"; of a moment, its date in the council's time zone."""
    return f"{_day(value).day} {_day(value):%B %Y}"


def short_date(value: date) -> str:
    """A date for a narrow column: "30 Sep 2026"."""
    return f"{_day(value).day} {_day(value):%b %Y}"


def moment(value: datetime) -> str:
    """A date and a time in the council's time zone: "30 September 2026 at 10:04"."""
    return f"{long_date(value)} at {localtime(value):%H:%M}"


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `3 | plural("measure")` is "3 measures"; `many` is for nouns that do not just add an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _day(value: date) -> date:
    return localtime(value).date() if isinstance(value, datetime) else value
