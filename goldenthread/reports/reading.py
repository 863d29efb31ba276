"""Reading once what several parts of one report or page ask for: frameworks, names, rounds, the plan with its links.

Only while it is being built, and only by it: nothing is kept from one request to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")
_read: ContextVar[dict[Any, Any] | None] = ContextVar("one_reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it, `read_once` functions ask the database once for the same arguments; an inner one joins the outer."""
    if _read.get() is not None:
        yield
        return
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def read_once(read: Callable[_P, _R]) -> Callable[_P, _R]:
    """A reading function with hashable arguments whose answer nobody changes."""
    shape = signature(read)

    @wraps(read)
    def once(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        known = _read.get()
        if known is None:
            return read(*args, **kwargs)
        asked = shape.bind(*args, **kwargs)
        asked.apply_defaults()
        key = (read, tuple(asked.arguments.values()))
        if key not in known:
            known[key] = read(*args, **kwargs)
        return known[key]  # type: ignore[no-any-return]  # what `read` gave

    return once
