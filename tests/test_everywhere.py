"""The same file is the same bytes in every country, time zone and process."""

import os
import subprocess
import sys

from partv.address.exported_tables import TABLES
from partv.exhibits.catalog import EXHIBITS
from partv.exports.formats import FORMATS
from partv.paths import PARQUET, ROOT

# Locale, time zone, seed of hashes; and what shows that the process is there.
PLACES = [
    ("C", "UTC", "0", ("utf-8", ".", "+0000")),
    ("tr_TR.UTF-8", "Pacific/Kiritimati", "1", ("utf-8", ",", "+1400")),
    ("de_DE.ISO-8859-1", "America/St_Johns", "random", ("iso-8859-1", ",", "-0330")),
    ("ar_SA.UTF-8", "Asia/Kathmandu", "random", ("utf-8", ".", "+0545")),
]


def test_every_file_is_the_same_in_every_locale_time_zone_and_process(tmp_path):
    found = subprocess.run(
        ["sh", ROOT / "bin" / "find-locales"], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    folder = found.stdout.strip()
    made, seeds = [], set()
    for number, (name, zone, seed, there) in enumerate(PLACES):
        own = tmp_path / str(number)
        own.mkdir()
        place = {"LC_ALL": name, "LANG": name, "TZ": zone, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-m", "tests.everything", str(own)],
            env=os.environ | place | ({"LOCPATH": folder} if folder else {}),
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        where, *hashes = done.stdout.decode("ascii").splitlines()
        assert tuple(where.split()[:3]) == there
        seeds.add(where.split()[3])
        made.append(dict(line.split() for line in hashes))
    first, *others = made
    for other, place in zip(others, PLACES[1:], strict=True):
        assert {name for name in first | other if first.get(name) != other.get(name)} == set(), (
            place
        )
    assert len(seeds) == len(PLACES)
    for table in TABLES:
        assert {f"{table}.{ending}" for ending in (*FORMATS, "zip")} <= set(first)
    assert {f"{key}.svg" for key in EXHIBITS} <= set(first)
    assert {file.name for file in PARQUET.glob("*.parquet")} <= set(first)
