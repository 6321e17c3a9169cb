"""A chart that was drawn and checked once, with its JSON."""

import plotly.graph_objects as go
import plotly.io


class Spec(dict):
    """The dict of a finished chart, which nobody changes, and the same as JSON."""

    json: str


class Finished(go.Figure):
    """A figure of which neither dict nor JSON is made anew each time it is shown."""

    def finish(self) -> "Finished":
        """Keep the chart as it is now; what is changed later is not shown."""
        spec = Spec(super().to_dict())
        spec.json = plotly.io.to_json(dict(spec), validate=False)
        self.__dict__["spec"] = spec
        return self

    def to_dict(self) -> dict:
        """The chart as a dict, to be read only."""
        return self.__dict__.get("spec") or super().to_dict()
