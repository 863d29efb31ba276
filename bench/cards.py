"""The one card, asked for as a browser does, in a council with hundreds of everything."""

from __future__ import annotations

from collections.abc import Iterator

from bench.integrated_council import IntegratedCouncil
from bench.pages import browser, page
from bench.timing import Measured

_VALUES = """
    SELECT r.measure_id, r.starts, r.ends, v.value FROM goldenthread_returnversion v
    JOIN goldenthread_return r ON r.id = v.of_return_id WHERE v.superseded_at IS NULL
"""


def measure(built: IntegratedCouncil) -> Iterator[Measured]:
    """The card of an objective, of a service, and of a directorate, which has a third of everything."""
    client = browser(built.by)
    council = f"{built.base.measures} measures, {built.projects} projects, {built.risks} risks, {built.lines:,} lines"
    service = built.services[1]
    for kind, pk in (
        ("objective", built.objective.pk),
        ("service", service.pk),
        ("directorate", service.directorate_id),
    ):
        yield page(client, f"/cards/{kind}/{pk}/", f"Card of one {kind}: {council}", _VALUES, aim=300)
