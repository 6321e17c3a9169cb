"""The locks hold what the requirements name, with hashes, and it is what the tests run on."""

import shutil
from importlib.metadata import version

import pytest

from partv.paths import ROOT
from tools.licences import packages
from tools.lock import LOCKS, _pin, pinned


@pytest.mark.parametrize(("named", "locked"), LOCKS.items())
def test_a_lock_has_every_package_that_is_named_in_its_version(named, locked):
    wanted, found = pinned(ROOT / named), pinned(ROOT / locked)
    assert len(wanted) > 10
    missing = {name: pins for name, pins in wanted.items() if found.get(name) != pins}
    assert missing == {}, f"{missing} not in {locked}. Run: make lock"


def test_what_is_for_developers_holds_what_is_for_everybody():
    everybody, developers = (pinned(ROOT / name) for name in LOCKS.values())
    assert everybody.items() <= developers.items()


def test_what_is_installed_here_is_what_is_locked():
    locked = pinned(ROOT / "requirements.lock")
    other = {
        name: (version(name), locked.get(name))
        for name in packages()
        if version(name) not in locked.get(name, ())
    }
    assert other == {}, f"{other}: installed, locked. Run: make setup"


@pytest.mark.parametrize("name", LOCKS.values())
def test_every_package_has_hashes_and_no_host_is_named(name):
    text = (ROOT / name).read_text("utf-8")
    blocks = [block for block in text.replace("\\\n", "").splitlines() if block[:1].isalnum()]
    assert len(blocks) >= len(pinned(ROOT / name))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_a_pin_is_raised_and_its_reason_stays_in_its_column():
    line = "duckdb==2.0.0       # SQL over the Parquet"
    assert _pin(line, {"duckdb": {"2.10.0"}}) == "duckdb==2.10.0      # SQL over the Parquet"
    assert _pin("-r requirements.txt", {}) == "-r requirements.txt"
    assert _pin(line, {}) == line


def test_a_name_without_its_lock_is_found(tmp_path):
    for name in LOCKS:
        shutil.copy(ROOT / name, tmp_path)
    file = tmp_path / "requirements.txt"
    file.write_text(file.read_text("utf-8") + "another==1.0  # new\n", "utf-8")
    assert pinned(file)["another"] == {"1.0"}
    assert "another" not in pinned(ROOT / "requirements.lock")
