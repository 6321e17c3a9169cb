"""Moved to ``lab/http.py``."""

from lab.http import ask, serving

__all__ = ["ask", "serving"]
