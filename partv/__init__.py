"""How far Articles 20-31 (Part V) of the Protocol are implemented: the library behind the pages."""

__version__ = "0.1.0"
