"""A finished chart, as it is sent to browsers."""

import json
from dataclasses import dataclass

import plotly.io


@dataclass(frozen=True)
class Finished:
    """A chart that is drawn once and shown many times: Plotly's JSON, and nothing else.

    A ``plotly.graph_objects.Figure`` of the same chart takes fifteen times the memory, and to make,
    check and write one takes longer than everything else on the page.
    """

    json: str
    height: int
    """Pixels."""

    @classmethod
    def of(cls, chart: dict) -> "Finished":
        """The chart of a Plotly dict, without Plotly's own template: it is not used."""
        layout = chart["layout"] | {"template": {}}
        written = plotly.io.to_json(chart | {"layout": layout}, validate=False)
        # Plotly writes six bytes for each letter beyond ASCII, and for each < and >.
        sent = json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":"))
        return cls(sent, layout["height"])

    def to_dict(self) -> dict:
        """The chart as a Plotly dict, as browsers read it."""
        return json.loads(self.json)
