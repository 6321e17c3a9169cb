"""Tools of developers: catalogues, reference pages. Not needed to run the dashboard."""
