"""``python -m torture [kills disk input soak] [--soak SECONDS]``: prints, and writes the page.

Without a part, all of them. ``docs/reliability.md`` is written when all have run.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.metadata import version

from partv.paths import ROOT
from torture import disk, inputs, kills, soak
from torture.tally import Tally

PAGE = """\
# Reliability

<!-- Written by `make torture`. Do not edit. -->

What was done to the dashboard on purpose, and what was lost by it. Repeat all of it with
`make torture SOAK={seconds:.0f}`, one part with `python -m torture kills` (or `disk`, `input`,
`soak`). Done on {day} with {cores} cores, {system}, Python {python}, {versions}.

| what was done | times |
|---|---:|
{rows}

**Losses: {losses}.**

{parts}

- **Killed or failing**: strace counts the system calls by which `build` and `import` change the
  disk, and repeats the run once for each of them, with SIGKILL in its place or with the call
  failing (`torture/kills.py`). After each, a reader finds the old data or the new, byte for byte;
  a failure is told in a sentence; a second attempt succeeds and leaves no litter.
- **Full, forbidden, damaged, at once** (`torture/disk.py`): disks that are really full, a user
  without leave, every built file missing, empty, of another build, cut or with one byte changed,
  builds and imports at the same time as a reader, the clock set back. A reader refuses what is not
  as it was written (`data/parquet/contents.json`) and keeps the last good data.
- **Links, API queries and uploads** (`torture/inputs.py`): each within {limit:.0f} s of processor
  time and {memory:.0f} GB of address space, no exception. Queries are made of links, and by
  Schemathesis of the OpenAPI document, which every answer is held against. Uploads are made by
  Atheris, guided by what they reach in the readers.
- **Soak** (`torture/soak.py`): viewers who check every page they get, beside imports, builds, files
  taken away and exports. All answers to the checker are held against a count in plain Python
  (`torture/count.py`); each must be that of one state of the data which stood while it was asked
  for. Memory and open files may not grow, in the second half of the run, by more than
  {rise:.0%} in half an hour (`torture/level.py`).
"""


def main() -> int:
    """Run parts and write the page; 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__.split("\n")[0])
    parser.add_argument("parts", nargs="*", choices=["kills", "disk", "input", "soak", []])
    parser.add_argument("--soak", type=float, default=1800, help="seconds (1800)")
    parser.add_argument("--viewers", type=int, default=soak.VIEWERS)
    options = parser.parse_args()
    every: dict[str, Callable[[], Tally]] = {
        "kills": kills.torture,
        "disk": disk.torture,
        "input": inputs.torture,
        "soak": partial(soak.torture, options.soak, options.viewers),
    }
    done: list[Tally] = []
    for name, part in every.items():
        if options.parts and name not in options.parts:
            continue
        start = time.monotonic()
        tally = part()
        seconds = time.monotonic() - start
        tally.notes.append(f"{seconds:.0f} s")
        done.append(tally)
        print(f"{name}: {tally.tries.total()} tries, {len(tally.losses)} losses")
        print("".join(f"  {times:>7}  {kind}\n" for kind, times in tally.tries.items()), end="")
        print("".join(f"  {note}\n" for note in tally.notes), flush=True)
    if not options.parts:
        page = _page(done, options.soak)
        (ROOT / "docs/reliability.md").write_text(page, encoding="utf-8", newline="\n")
    return 1 if any(tally.losses for tally in done) else 0


def _page(done: list[Tally], seconds: float) -> str:
    rows = [
        f"| {kind} | {times:,} |" for tally in done for kind, times in tally.tries.items() if times
    ]
    losses = [loss for tally in done for loss in tally.losses]
    parts = [f"- For {tally.name}: {'; '.join(tally.notes)}." for tally in done]
    strace = subprocess.run(["strace", "--version"], capture_output=True, text=True, check=False)
    packages = ("streamlit", "duckdb", "pyarrow", "pandas", "atheris")
    versions = [f"{name} {version(name)}" for name in packages]
    versions.append(strace.stdout.splitlines()[0].replace(" -- version", ""))
    return PAGE.format(
        day=date.today().isoformat(),
        cores=os.cpu_count(),
        system=f"{platform.system()} {platform.release().split('-')[0]}",
        python=platform.python_version(),
        versions=", ".join(versions),
        rows="\n".join(rows),
        losses="none" if not losses else len(losses),
        parts="\n".join(parts + [f"- Lost: {loss[:200]}" for loss in losses[:20]]),
        seconds=seconds,
        limit=inputs.SECONDS,
        rise=soak.RISE,
        memory=inputs.MEMORY / 1024**3,
    )


sys.exit(main())
