"""Reading once what several parts of one report ask for: frameworks, names, the places of the plan.

Only while a report is being built, and only by it: nothing is kept from one request to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("one_reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it, `read_once` functions ask the database once for the same arguments."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read_once(read: Callable[_P, _R]) -> Callable[_P, _R]:
    """A reading function with hashable arguments whose answer nobody changes."""

    @wraps(read)
    def once(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        known = _read.get()
        if known is None:
            return read(*args, **kwargs)
        key = (read, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = read(*args, **kwargs)
        return known[key]  # type: ignore[no-any-return]  # what `read` gave

    return once
