"""A crowd in a process of its own, and the memory of the server while it is there."""

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bench.viewers import Report
from partv.paths import ROOT


class Measured(Protocol):
    """A server whose memory can be told."""

    address: str
    memory: float


@dataclass
class Sent:
    """What the crowd met, and the most memory that the server held meanwhile, in MB."""

    report: Report
    memory: float


def send(
    server: Measured, kind: str, *, say: Callable[[str], None] = lambda _: None, **options: float
) -> Sent:
    """Send a crowd of ``bench.viewers`` to a server and wait for its report.

    Raises RuntimeError when the crowd itself fails.
    """
    command = [sys.executable, "-m", "bench.viewers", server.address, "--kind", kind, "--json"]
    command += [f"--{name}={value}" for name, value in options.items()]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    most, errors = [server.memory], []

    def listen() -> None:
        for line in process.stderr:
            errors.append(line)
            if " joined, " in line:
                say(f"  {line.strip()}")
                most.append(server.memory)

    listening = threading.Thread(target=listen)
    listening.start()
    told = process.stdout.read()
    process.wait()
    listening.join()
    most.append(server.memory)
    if process.returncode:
        raise RuntimeError(f"The crowd failed: {''.join(errors)[-500:]}")
    found = json.loads(told)
    return Sent(Report(**found | {"faults": Counter(found["faults"])}), max(most))
