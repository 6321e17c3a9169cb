"""``python -m bench``: about twenty minutes; writes ``docs/bench.md``, its pictures and
``bench/results.json`` after every part, so that a part that fails costs nothing else."""

import argparse
import json
import sys
import time
import traceback
from dataclasses import asdict

from bench.page import files, machine
from bench.parts import PARTS
from bench.results import Part, Settings
from partv.paths import ROOT


def main() -> int:
    """Run the parts that are asked for; 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    parser.add_argument("--seconds", type=float, default=120, help="that viewers change filters")
    parser.add_argument("--joining", type=float, default=30, help="seconds in which they join")
    parser.add_argument("--rounds", type=int, default=2, help="turns with the baseline")
    parser.add_argument("--dry", action="store_true", help="write nothing into docs/")
    given = parser.parse_args()
    about, begun = machine(), time.monotonic()

    def say(text: str) -> None:
        print(f"[{time.monotonic() - begun:5.0f} s] {text}", file=sys.stderr, flush=True)

    settings = Settings(given.seconds, given.joining, given.rounds, say)
    parts: dict[str, Part] = {}
    failed: dict[str, str] = {}
    for name in given.only:
        say(f"== {name}")
        try:
            parts[name] = PARTS[name](settings)
        except Exception as error:
            traceback.print_exc()
            failed[name] = f"{type(error).__name__}: {str(error).splitlines()[0][:200]}"
        made = files(parts, failed, about)
        if given.dry:
            continue
        for file, content in made.items():
            (ROOT / "docs" / file).write_bytes(content)
        results = {"machine": about, "failed": failed}
        results["parts"] = {each: asdict(part) for each, part in parts.items()}
        text = json.dumps(results, indent=1, ensure_ascii=False)
        (ROOT / "bench/results.json").write_text(text + "\n", encoding="utf-8")
    print(made["bench.md"].decode())
    return 1 if failed else 0


sys.exit(main())
