-- Where the Parquet is. In the DuckDB shell leave this file out and start in data/parquet/.
SET VARIABLE folder = $folder;
