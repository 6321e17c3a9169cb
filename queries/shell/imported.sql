-- For the DuckDB shell, after setup/1_tables.sql: the answers of the imported data sets.
INSERT INTO answers BY NAME FROM '../imported/*.parquet';
