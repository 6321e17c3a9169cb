"""What is remembered: once, for all who ask, and never more than it may."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd
import pytest

from partv.data.cache import kept, weight
from partv.data.warehouse import Warehouse


@dataclass
class Picture:
    svg: str
    parts: tuple


@pytest.mark.parametrize(
    ("thing", "least", "most"),
    [
        (b"x" * 1000, 1000, 1000),
        ("é" * 10, 10, 40),
        ((b"x" * 10, ["y" * 5]), 15, 15),
        ({"a": b"x" * 10}, 10, 10),
        (Picture("x" * 100, (b"y" * 50,)), 150, 150),
        (pd.DataFrame({"n": range(1000)}), 8000, 9000),
        (None, 1, 1000),
    ],
)
def test_a_thing_weighs_what_its_texts_files_and_frames_weigh(thing, least, most):
    assert least <= weight(thing) <= most


def test_beyond_its_size_the_longest_unasked_is_forgotten_and_made_again():
    made = []

    def make(name):
        made.append(name)
        return name.encode() * 100

    ask = kept(make, 350)
    for name in "abcabda":
        ask(name)
    assert made == ["a", "b", "c", "d"], "c was the longest unasked when d came"
    assert ask("c") == b"c" * 100
    assert made == ["a", "b", "c", "d", "c"]


def test_what_is_larger_than_the_memory_is_given_and_not_kept():
    ask = kept(lambda: b"x" * 1000, 100)
    assert ask() == ask() == b"x" * 1000


def test_a_failure_is_not_remembered_and_nobody_waits_for_it_for_ever():
    tries = []

    def make():
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("once")
        return "made"

    ask = kept(make, 1000)
    with pytest.raises(ValueError, match="once"):
        ask()
    assert ask() == "made"


def test_links_varied_without_end_do_not_fill_the_memory():
    store = Warehouse()
    for number in range(300):
        store.composed(lambda _store, number: bytes(2**20), number)
    kept_now = store._composed.cache.currsize
    assert 0 < kept_now <= 128 * 2**20


def test_one_composition_may_ask_for_another():
    store = Warehouse()

    def inner(_store, key):
        return key

    def outer(store, key):
        return store.composed(inner, key) + "!"

    start = threading.Barrier(8)

    def ask(number):
        start.wait()
        return store.composed(outer if number % 2 else inner, "x")

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(ask, range(8))) == ["x"] * 4 + ["x!"] * 4
