"""The API's reference as one page that needs nothing else: no script, no other file."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, Template

from partv.address.exported_tables import TABLES

_FOLDER = Path(__file__).parent


@lru_cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True)
    return environment.get_template("reference.html")


def reference(document: Mapping[str, Any], base: str) -> str:
    """The page, from the OpenAPI ``document``; ``base`` is the address of the API."""
    operation = document["paths"]["/rates.{ending}"]["get"]
    ending, *parameters = operation["parameters"]
    return _template().render(
        description=document["info"]["description"].replace("`", ""),
        base=base,
        endings=ending["schema"]["enum"],
        parameters=[_told(parameter) for parameter in parameters],
        tables=TABLES.values(),
    )


def _told(parameter: Mapping[str, Any]) -> dict[str, str]:
    schema = parameter["schema"].get("items", parameter["schema"])
    values = [str(value) for value in schema["enum"]]
    shown = ", ".join(values if len(values) <= 20 else [*values[:3], "…", values[-1]])
    if "default" in schema:
        shown += f" (default: {schema['default']})"
    description = parameter["description"].replace("`", "")
    return {"name": parameter["name"], "description": description, "accepted": shown}
