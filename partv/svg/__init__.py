"""Drawing: a chart's Plotly dict in, SVG out, without a browser. Pure; knows only our charts."""
