"""What a patch relies on in a library: whether it is still there, and what it looked like."""

import hashlib
import importlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Protocol

import streamlit

STATIC = Path(streamlit.__file__).parent / "static"
"""Streamlit's own front end."""


class Different(Exception):
    """Something is not what a patch relies on; the message says what, in half a sentence."""


class Target(Protocol):
    """One thing in a library on which a patch relies."""

    name: str

    def check(self) -> None:
        """Raise Different when it is not what is relied on."""

    def digest(self) -> str:
        """Return the SHA-256 of its source. Raises Different when there is none."""


@dataclass(frozen=True)
class Code:
    """A function, class or attribute by its dotted name."""

    name: str
    takes: tuple[str, ...] = ()
    """The names of parameters that it must have."""
    mentions: tuple[str, ...] = ()
    """Names and strings that its code must contain: attributes that it sets, functions it calls."""
    kind: type | None = None
    """What it must be an instance of."""

    def found(self) -> object:
        """Return the thing itself. Raises Different when there is no such name."""
        parts = self.name.split(".")
        for length in range(len(parts), 0, -1):
            try:
                thing = importlib.import_module(".".join(parts[:length]))
            except ModuleNotFoundError:
                continue
            for part in parts[length:]:
                if not hasattr(thing, part):
                    raise Different(f"there is no {self.name}")
                thing = getattr(thing, part)
            return thing
        raise Different(f"there is no {self.name}")

    def check(self) -> None:
        """Raise Different when it is missing, takes other parameters or does not do what it did."""
        thing = self.found()
        if self.kind and not isinstance(thing, self.kind):
            raise Different(f"{self.name} is not of type {self.kind.__name__}")
        if self.takes:
            try:
                given = inspect.signature(thing).parameters
            except (TypeError, ValueError):
                raise Different(f"{self.name} cannot be called") from None
            if missing := [name for name in self.takes if name not in given]:
                raise Different(f"{self.name} does not take {', '.join(missing)}")
        known = set(_words(thing)) if self.mentions else ()
        if missing := [name for name in self.mentions if name not in known]:
            raise Different(f"{self.name} does not mention {', '.join(missing)}")

    def digest(self) -> str:
        """Return the SHA-256 of its source; of a plain value, that of what holds it."""
        thing = self.found()
        thing = thing.fget if isinstance(thing, property) else thing
        if not callable(thing):
            return Code(self.name.rpartition(".")[0]).digest()
        return hashlib.sha256(inspect.getsource(inspect.unwrap(thing)).encode()).hexdigest()


@dataclass(frozen=True)
class Message:
    """A kind of message between server and browser: its fields, by the name of its class."""

    name: str
    fields: tuple[str, ...]

    def check(self) -> None:
        """Raise Different when the kind of message or one of the fields is missing."""
        known = Code(self.name).found().DESCRIPTOR.fields_by_name
        if missing := [name for name in self.fields if name not in known]:
            raise Different(f"{self.name} has no field {', '.join(missing)}")

    def digest(self) -> str:
        """Return the SHA-256 of the names and numbers of all its fields."""
        known = Code(self.name).found().DESCRIPTOR.fields
        listed = sorted((field.number, field.name) for field in known)
        return hashlib.sha256(repr(listed).encode()).hexdigest()


@dataclass(frozen=True)
class File:
    """A file of Streamlit's front end, the only one that fits a pattern below its folder."""

    name: str
    holds: Callable[[bytes], str]
    """What is missing in its content; empty when nothing is."""

    def read(self) -> bytes:
        """Return the content. Raises Different when there is not exactly one such file."""
        files = list(STATIC.glob(self.name))
        if len(files) != 1:
            raise Different(f"{len(files)} files are named {self.name}")
        return files[0].read_bytes()

    def check(self) -> None:
        """Raise Different when it is missing, or something in it."""
        if missing := self.holds(self.read()):
            raise Different(f"{self.name} has no {missing}")

    def digest(self) -> str:
        """Return the SHA-256 of its content."""
        return hashlib.sha256(self.read()).hexdigest()


def _words(thing: object) -> Iterator[str]:
    """Every name and text in the code of a function, also in the functions inside it."""
    codes = [getattr(inspect.unwrap(thing), "__code__", None)] if callable(thing) else []
    while codes:
        code = codes.pop()
        if not isinstance(code, CodeType):
            continue
        yield from (*code.co_names, *code.co_varnames, *code.co_freevars)
        for constant in code.co_consts:
            if isinstance(constant, str):
                yield constant
            elif isinstance(constant, tuple | frozenset):
                yield from (each for each in constant if isinstance(each, str))
            else:
                codes.append(constant)
