"""A file that is looked at before it is loaded: chosen on the form, then carried by the preview's hidden fields."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from typing import Final

from django.forms import Form
from django.http import Http404, HttpRequest

from goldenthread.rules.refusals import Refusal

LARGEST: Final = 5 * 1024 * 1024
"""Bytes; what a council exports in a year is far below."""


def previewed_file(request: HttpRequest, form: Form, *, loads: bool, advice: str) -> tuple[str, bytes]:
    """Name and content: of the file chosen, or with `loads` of the one that came back from its preview.

    Refuses one that is too large, with advice; a preview that was tampered with is no page.
    """
    if loads:
        try:
            name, content = (
                request.POST.get("name", "")[:200],
                b64decode(request.POST.get("content", ""), validate=True),
            )
        except NotBase64:
            raise Http404 from None
        if not content:
            raise Http404
        size = len(content)
    else:
        file = form.cleaned_data["file"]
        name, size = file.name, file.size
        content = file.read() if size <= LARGEST else b""
    if size > LARGEST:
        raise Refusal("file_too_large", f"The file is larger than 5 MB. {advice}")
    return name, content
