"""Forms of papers: the texts people write, and the moment to look back to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime

from goldenthread.rules.framework_paper import CommitteeReport
from goldenthread.rules.periods import day_words


class PaperTextForm(forms.Form):
    """A field for every header line and heading of the framework's paper. Empty means that what is computed stands.

    `unwritten` is what each says while nobody has written anything.
    """

    says_optional = False  # each field says what stands where it is left empty
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        layout: CommitteeReport,
        texts: Mapping[str, str],
        unwritten: Mapping[str, str],
        number: int,
    ) -> None:
        super().__init__(data, initial={"seen": number})
        self.labels: dict[str, str] = {}
        self.given = ""
        self.written, self.unwritten = texts, unwritten
        self.header_names = [self._add(f.label, rows=0) for f in layout.header]
        self.section_names: list[str] = []
        for section in layout.sections:
            if section.holds == "recommendations":
                self.section_names.append(self._add(section.heading, rows=12, given=True))
            elif not section.subheadings:
                self.section_names.append(self._add(section.heading, rows=4, adds_to=section.adds_to_text))
            self.section_names += [self._add(each.heading, rows=2) for each in section.subheadings]

    def _add(self, label: str, *, rows: int, adds_to: bool = False, given: bool = False) -> str:
        """A field; one whose text is `given` begins with what the figures say, to be changed or left."""
        name = f"text-{len(self.labels)}"
        self.labels[name] = label
        says = self.unwritten.get(label, "").split("\n\n")[0]
        if given:
            self.given = name
            hint = "Written for you, and kept up to date until you change it. Empty the box to have it written again."
        elif adds_to:
            hint = "Comes before the figures, which are always printed."
        else:
            hint = f"If empty, it says: {says}" if says else "Has to be filled in."
        self.fields[name] = forms.CharField(
            label=label,
            required=False,
            initial=self.written.get(label, "") or (self.unwritten.get(label, "") if given else ""),
            widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
            max_length=None if rows else 200,
            help_text=hint,
        )
        return name

    def texts(self) -> dict[str, str]:
        """What was written, by label or heading; what was given and left as it was is not written."""
        written = {label: self.cleaned_data[name] for name, label in self.labels.items()}
        label = self.labels.get(self.given, "")
        if label and _squeezed(written[label]) == _squeezed(self.unwritten.get(label, "")):
            written[label] = ""
        return written


def _squeezed(text: str) -> str:
    """A text without regard to how its lines end."""
    return " ".join(text.split())


class AsAtForm(forms.Form):
    """A moment to look back to."""

    as_at = forms.SplitDateTimeField(
        label="As known at",
        widget=forms.SplitDateTimeWidget(date_attrs={"type": "date"}, time_attrs={"type": "time"}),
        error_messages={"required": "Give a day and a time."},
    )

    def __init__(self, data: Any = None, *, earliest: datetime | None = None) -> None:
        super().__init__(data)
        self.earliest = earliest

    def clean_as_at(self) -> datetime:
        moment: datetime = self.cleaned_data["as_at"]
        if self.earliest is not None and moment < self.earliest:
            opened = day_words(localtime(self.earliest).date())
            raise ValidationError(f"The round was opened on {opened}. Give a later moment.")
        return moment

    @property
    def moment(self) -> datetime:
        """The moment, in the council's time zone."""
        found: datetime = self.cleaned_data["as_at"]
        return found
