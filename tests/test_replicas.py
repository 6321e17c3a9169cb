"""Several replicas: who stays, who comes back when one is gone, and what all of them show.

Real nginx with the configuration of ``deploy/``, real servers, viewers in Streamlit's protocol
whose every answer is checked.
"""

import asyncio
import json
import re
import signal
import urllib.error
import urllib.request

import pytest

from lab.project import copy_of_project
from lab.replicas import Visitor, replicas
from lab.room import Room
from partv.cli import main
from tests.making import hostile_file

VISITORS = 6


@pytest.fixture(scope="module")
def room():
    return Room()


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project, over whose data the replicas are."""
    return copy_of_project(tmp_path_factory.mktemp("replicas") / "copy")


@pytest.fixture(scope="module")
def three(project):
    with replicas(3, project) as three:
        yield three


async def _arrived(room, three) -> list[Visitor]:
    visitors = [Visitor(room, number, three.door.address) for number in range(VISITORS)]
    await asyncio.gather(*(each.arrive() for each in visitors))
    return visitors


async def _leave(visitors) -> None:
    await asyncio.gather(*(each.tab.close() for each in visitors))


def test_a_visitor_stays_at_one_replica_and_finds_the_session_again(room, three):
    async def visit() -> set[str]:
        visitors = await _arrived(room, three)
        before = [each.tab.session for each in visitors]
        for each in visitors:
            each.tab.abort()
        await asyncio.gather(*(each.come_back() for each in visitors))
        # Another replica would not know the session and begin a new one.
        assert [each.tab.session for each in visitors] == before
        await _leave(visitors)
        return {three.of(each.tab).address for each in visitors}

    assert len(asyncio.run(visit())) > 1


def test_bundles_come_through_the_door_compressed_and_lasting(three):
    page = urllib.request.urlopen(f"{three.door.url}/")
    assert page.headers["Set-Cookie"].startswith("partv=")
    assert page.headers["Cache-Control"] == "no-cache"
    bundle = re.search(r"static/js/index[^\"]+", page.read().decode())[0]
    for _ in range(2):  # of a replica, then of nginx's own
        address = f"{three.door.url}/{bundle}"
        asked = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
        answer = urllib.request.urlopen(asked)
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Set-Cookie"] is None


def test_a_rolling_restart_drops_no_view(room, three):
    async def visit() -> None:
        visitors = await _arrived(room, three)
        restarted = asyncio.Event()

        async def stay(visitor: Visitor) -> None:
            while not restarted.is_set():
                await visitor.go_on()
                await asyncio.sleep(0.3)

        async with asyncio.TaskGroup() as group:
            for each in visitors:
                group.create_task(stay(each))
            for replica in three.replicas:
                await asyncio.to_thread(replica.stop)
                replica.start()
                await asyncio.to_thread(replica.wait)
            restarted.set()
        assert all(each.lost for each in visitors)
        await asyncio.gather(*(each.go_on() for each in visitors))
        await _leave(visitors)

    asyncio.run(visit())


def test_new_data_appear_on_all_without_a_restart_whole_or_not_at_all(three, project, tmp_path):
    file = tmp_path / "answers.csv"
    file.write_bytes(hostile_file())
    before = {_version(each) for each in three.replicas}
    assert len(before) == 1
    into = str(project / "data" / "imported")
    assert main(["import", str(file), "--data", "new", "--folder", into]) == 0
    waiting, seen = list(three.replicas), set()
    while waiting:
        for each in list(waiting):
            rows = _ask(each, "rates.csv?data=new&cycle=2023")
            if rows is not None:
                waiting.remove(each)
            seen.add(rows)
            _ask(each, "health")  # each question is a look at the disk
    assert len(seen - {None}) == 1
    after = {_version(each) for each in three.replicas}
    assert len(after) == 1
    assert after != before


def test_one_is_killed_and_only_its_visitors_come_back_to_their_view(room, three):
    async def visit() -> None:
        visitors = await _arrived(room, three)
        await asyncio.gather(*(each.go_on() for each in visitors))
        at = [three.of(each.tab) for each in visitors]
        gone = at[0]
        gone.stop(signal.SIGKILL)
        for _ in range(2):
            await asyncio.gather(*(each.go_on() for each in visitors))
        assert [each.lost for each in visitors] == [each is gone for each in at]
        late = await _arrived(room, three)  # nobody is sent to the one that is not there
        await _leave([*visitors, *late])

    asyncio.run(visit())


def _ask(replica, path: str) -> bytes | None:
    """What a replica answers; None where it does not know the data set."""
    try:
        with urllib.request.urlopen(f"{replica.url}/api/v1/{path}") as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        if error.code == 422:
            return None
        raise


def _version(replica) -> str:
    return json.loads(_ask(replica, "health"))["data"]
