"""The framework's part about money: funds, where red begins at each level, and when a saving is at risk."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from goldenthread.rules.framework_part import Part, Words, Wrong
from goldenthread.rules.money import Level, Limit

FundCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$")]


class Fund(Part):
    """A fund whose budget is kept apart by law."""

    code: FundCode = Field(description="A short code that stays: “GF”.")
    name: Words = Field(description="What it is called: “General Fund”.")


class MoneyLimit(Part):
    """From where an overspend is red: a share of the budget or an amount, whichever is lower."""

    percent: Decimal = Field(gt=0, le=100, description="The share of the budget in percent.")
    pounds: int = Field(gt=0, le=10**12, description="The amount in whole pounds.")

    @property
    def limit(self) -> Limit:
        """The same as `goldenthread.rules.money` takes it, in pence."""
        return Limit(self.percent, self.pounds * 100)


_FUNDS = (Fund(code="GF", name="General Fund"), Fund(code="HRA", name="Housing Revenue Account"))


class MoneySettings(Part):
    """Funds, and when a forecast or a saving is red. Any smaller overspend is amber; break-even is green."""

    funds: tuple[Fund, ...] = Field(_FUNDS, min_length=1, description="The funds, in the order they are printed in.")
    service: MoneyLimit = Field(
        MoneyLimit(percent=Decimal(5), pounds=100_000), description="Where red begins for a service or a single line."
    )
    directorate: MoneyLimit = Field(
        MoneyLimit(percent=Decimal(5), pounds=250_000), description="Where red begins for a directorate."
    )
    fund: MoneyLimit = Field(
        MoneyLimit(percent=Decimal("0.5"), pounds=1_000_000), description="Where red begins for a whole fund."
    )
    saving_amber_percent: Decimal = Field(
        Decimal(20),
        ge=0,
        le=100,
        description="A saving of which up to this many percent are at risk is amber, not red.",
    )

    @model_validator(mode="after")
    def _each_fund_once(self) -> Self:
        codes = [fund.code for fund in self.funds]
        for code in codes:
            if codes.count(code) > 1:
                raise Wrong(f"the fund “{code}” is there twice", "Give each its own code.")
        return self

    def limit(self, level: Level) -> Limit:
        """Where red begins at a level."""
        limits = {"service": self.service, "directorate": self.directorate, "fund": self.fund}
        return limits[level].limit

    def fund_name(self, code: str) -> str:
        """A fund's name; its code where this framework no longer has it."""
        return next((fund.name for fund in self.funds if fund.code == code), code)
