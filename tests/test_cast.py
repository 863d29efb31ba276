"""The cast that other tests stand on does what its steps say."""

from __future__ import annotations

from collections import Counter

from goldenthread.models import ExceptionReport, Judgement
from goldenthread.rules.roles import ROLES
from tests.cast import CAST, Cast, cast

__all__ = ["cast"]


def test_somebody_has_every_role(cast: Cast) -> None:
    assert set(CAST) == set(ROLES)
    assert all(role in cast.actor(role).roles for role in CAST)


def test_a_round_is_walked_from_the_first_return_to_two_frozen_papers(cast: Cast) -> None:
    cast.submit("W1")
    assert Counter(item.state for item in cast.items()) == {"submitted": 1, "due": 5}
    cast.sign_off_all()
    assert {item.state for item in cast.items()} == {"signed_off"}
    assert [report.item.place.measure.ref for report in ExceptionReport.objects.all()] == ["W2"]
    assert len(cast.finalise_all()) == 2
    statuses = Judgement.objects.values_list("version__of_return__measure__ref", "status")
    assert dict(statuses) == {
        "W1": "green",
        "W2": "red",
        "W3": "information_only",
        "H1": "green",
        "H2": "amber",
        "H3": "amber",
    }
