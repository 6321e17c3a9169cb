"""Questions that Schemathesis makes of our OpenAPI document, and what is wrong with the answers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import schemathesis
from schemathesis.engine import from_schema

from partv.data.current import warehouse


@dataclass
class Asked:
    """What came of the questions."""

    counts: dict[str, int] = field(default_factory=dict)
    """How many each operation was asked, ``GET /rates.{ending}``."""
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each wrong answer: the check, the question as a curl command, what was wrong."""
    slowest: float = 0.0
    """Seconds until the last answer came that took the longest."""


def described(address: str, seed: int) -> schemathesis.BaseSchema:
    """The document at an address; the same questions at every run of a ``seed``."""
    schema = schemathesis.openapi.from_url(address, config=schemathesis.Config(seed=seed))
    schema.hooks.hook("filter_failure")(said_in_words_alone)
    return schema


def said_in_words_alone(context, failure, case, response) -> bool:
    """OpenAPI cannot say that ``base`` is another cycle than ``cycle``, that ``party`` is one of
    ``data``, or that it stands without ``region``: its words do."""
    query, vocabulary = case.query or {}, warehouse().vocabulary
    same = str(query.get("base")) == str(query.get("cycle", vocabulary.default_cycle))
    data = query.get("data", vocabulary.datasets[0])
    other = bool(vocabulary.strangers(query.get("party", ""), data))
    other = other or bool(query.get("party") and query.get("region"))
    refused = type(failure).__name__ == "RejectedPositiveData"
    return not ((same or other) and refused and response.status_code == 422)


def asked(schema: schemathesis.BaseSchema) -> Asked:
    """Ask all that the schema's phases and settings say. An error of Schemathesis is raised."""
    done = Asked()
    for recorder in _recorders(schema):
        done.counts[recorder.label] = done.counts.get(recorder.label, 0) + len(recorder.cases)
        for interaction in recorder.interactions.values():
            if interaction.response is not None:
                done.slowest = max(done.slowest, interaction.response.elapsed)
        for number, checks in recorder.checks.items():
            for check in checks:
                if check.failure_info:
                    case = recorder.cases[number].value
                    told = check.name, case.as_curl_command(), str(check.failure_info)
                    done.faults.append(told)
    return done


def _recorders(schema: schemathesis.BaseSchema) -> Iterator:
    for event in from_schema(schema).execute():
        assert "Error" not in type(event).__name__, event
        recorder = getattr(event, "recorder", None)
        if recorder is not None:
            yield recorder
