"""Who may see which page: every address, for everybody. Deny by default: an address not named here fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.access import Actor
from goldenthread.models import ExceptionReport
from tests.a_round import ARound
from tests.web.signed_in import browser, words

pytestmark = pytest.mark.both

PUBLIC = {
    "home",
    "try-as",
    "meetings",
    "calendar-ics",  # its secret is in the address: to whoever guesses, there is nothing
    "sign-in",
    "sign-out",
    "accessibility",
    "privacy",
    "cookies",
    "council-css",
    "components",
    "supplied-frameworks",
    "supplied-framework",
    "public",
    "public-measures",
    "public-measure",
    "public-data",
    "public-summary",
    "public-summary-file",
    "public-annual",
    "public-annual-file",
    "public-paper",
    "public-paper-file",
    "public-meeting",
}

# Pages of the cycle, by who gets to see them; whoever is not named is refused. Lists that simply are empty for others
# are open to everybody who is signed in, because each shows only what is the reader's.
PEOPLE = ("provider", "head", "leader", "clerk", "team", "member")
EVERYBODY = frozenset(PEOPLE)
CYCLE = {
    "/to-do/": EVERYBODY,
    "/my-committees/": EVERYBODY,
    "/set-up/wards/": {"clerk", "team"},
    "/set-up/wards/add/": {"clerk", "team"},
    "/updates/": EVERYBODY,
    "/updates/{item}/": {"provider", "head", "team"},
    "/verify/": set(),  # nobody here has a verifier's role
    "/sign-off/": {"head", "leader"},  # the leader for what no service and no directorate owns
    "/sign-off/{item}/": {"head", "leader"},
    "/leadership/": {"leader"},
    "/exceptions/": EVERYBODY,
    "/exceptions/{exception}/": {"provider", "head", "leader", "clerk", "team"},
    "/completeness/": {"leader", "team"},
    "/rounds/": {"leader", "team"},
    "/rounds/open/": {"team"},
    "/meetings/": EVERYBODY,
    "/meetings/add/": {"clerk", "team"},
    "/calendar/": EVERYBODY,
    "/monthly/": {"team"},
    "/agendas/": EVERYBODY,
    "/tracker/": EVERYBODY,
    "/tracker/ask/": {"clerk", "member"},
    "/proposals/": EVERYBODY,
    "/risk-management/mid-year/": EVERYBODY,
    "/money/": EVERYBODY,
    "/money/capital/": EVERYBODY,
    "/money/savings/": EVERYBODY,
    "/money/tables/": EVERYBODY,
    "/money/plan/": EVERYBODY,
    "/money/import/": set(),
    "/money/lines/add/": set(),
    "/money/savings/add/": set(),
    "/money/tables/reserves/row/": set(),
    "/service-plans/": EVERYBODY,
    "/service-plans/movement/": EVERYBODY,
    "/service-plans/import/": {"team"},
    "/service-plans/add/": {"head", "team"},
    "/risks/": EVERYBODY,
    "/risks/heat-map/": EVERYBODY,
    "/risks/add/": {"head", "leader", "team"},
    "/my-objectives/": EVERYBODY,
    "/my-team/objectives/": EVERYBODY,
    "/set-up/line-managers/": {"team"},
    "/assessments/": EVERYBODY,
    "/engagement/": EVERYBODY,
    "/engagement/add/": {"head", "team"},
    "/organisational-health/": EVERYBODY,
    "/indicator-sets/": EVERYBODY,
    "/indicator-sets/add/": {"team"},
}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each)
        else:
            yield each


ADDRESSES = sorted({each.name for each in _patterns(get_resolver()) if each.name})
_SAMPLES = {"int": "1", "slug": "word"}


def address_of(name: str) -> str:
    """An address of that name, with something in each of its places."""
    resolver = get_resolver()
    (template, places), *_ = resolver.reverse_dict.getlist(name)[0][0]
    converters = resolver.reverse_dict.getlist(name)[0][3]
    kinds = {place: type(converters[place]).__name__.removesuffix("Converter").lower() for place in places}
    return "/" + str(template) % {place: _SAMPLES.get(kind, "W1") for place, kind in kinds.items()}


def test_leads_whoever_is_not_signed_in_to_the_sign_in_page(a_round: ARound) -> None:
    answers = {name: Client().get(address_of(name)) for name in ADDRESSES}
    sent_away = {
        name
        for name, answer in answers.items()
        if answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")
    }
    assert sent_away == set(ADDRESSES) - PUBLIC
    assert {answers[name].status_code for name in PUBLIC} == {200, 404, 405}


@pytest.fixture
def people(a_round: ARound) -> dict[str, Actor]:
    """Somebody for each role, and a figure that calls for an exception report."""
    a_round.submit("40", commentary="Crews were short.")
    return {
        "provider": a_round.provider,
        "head": a_round.head,
        "leader": a_round.leader,
        "clerk": a_round.clerk,
        "team": a_round.council.by,
        "member": a_round.council.person_with("member", "moe@anytown.example", body=a_round.council.body),
    }


@pytest.mark.parametrize("address", CYCLE)
def test_shows_a_page_of_the_cycle_to_its_own_people_alone(
    address: str, a_round: ARound, people: dict[str, Actor]
) -> None:
    written = address.format(item=a_round.item.pk, exception=ExceptionReport.objects.get().pk)
    seen = {who for who in PEOPLE if browser(people[who]).get(written).status_code == 200}
    assert seen == set(CYCLE[address])


@pytest.mark.parametrize("address", ["/updates/", "/sign-off/", "/leadership/", "/exceptions/"])
def test_never_shows_a_member_a_figure_that_is_not_approved(
    address: str, a_round: ARound, people: dict[str, Actor]
) -> None:
    assert "W1" not in words(browser(people["member"]).get(address))  # in tags it may be part of a form's token
