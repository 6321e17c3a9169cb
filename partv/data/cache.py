"""What was answered or made once, kept for the next who asks, up to a size."""

import threading
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import ParamSpec, Protocol, TypeVar

import cachetools
import pandas as pd

_SMALL = 500
"""Bytes that anything else is taken for."""

_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made", covariant=True)


class Cached(Protocol[_Asked, _Made]):
    """A function that remembers what it gave."""

    def __call__(self, *args: _Asked.args, **kwargs: _Asked.kwargs) -> _Made:
        """What it gave for these arguments, or gives now."""
        ...

    def cache_clear(self) -> None:
        """Forget all."""


def kept(make: Callable[_Asked, _Made], most: int) -> Cached[_Asked, _Made]:
    """``make``, remembering what it gave for each of its arguments (hashable, by place).

    ``most``: bytes; beyond them what was not asked for the longest is forgotten. Many who ask for
    the same at the same time wait for the first, and get what it got.
    """
    memory = cachetools.LRUCache(most, getsizeof=weight)
    return cachetools.cached(memory, condition=threading.Condition())(make)


def weight(thing: object) -> int:
    """About how many bytes something takes: its texts, files and frames."""
    if isinstance(thing, bytes | str):
        return len(thing)
    if isinstance(thing, pd.DataFrame):
        return int(thing.memory_usage().sum())
    if isinstance(thing, dict):
        return sum(map(weight, thing.values()))
    if isinstance(thing, list | tuple):
        return sum(map(weight, thing))
    if is_dataclass(thing):
        return sum(weight(getattr(thing, field.name)) for field in fields(thing))
    return _SMALL
