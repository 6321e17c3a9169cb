"""Where the project keeps its data, queries and catalogues."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATAPACKAGE = ROOT / "data" / "datapackage.json"
EXPORTS = ROOT / "data" / "exports.json"
PARQUET = ROOT / "data" / "parquet"
IMPORTED = ROOT / "data" / "imported"
QUERIES = ROOT / "queries"
LOCALES = ROOT / "locales"
PAGES = ROOT / "pages"
FONTS = ROOT / "partv" / "fonts"
