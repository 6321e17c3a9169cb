"""The data in use: DuckDB over the Parquet, what follows the disk, what is cached."""
