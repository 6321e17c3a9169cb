"""Charts: a data frame in, a Plotly figure as a plain dict out. Pure; one module a chart form."""
