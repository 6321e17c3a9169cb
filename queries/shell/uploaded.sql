-- For the DuckDB shell, after setup/1_tables.sql: a visitor's own answers, out of their ZIP file.
INSERT INTO answers BY NAME FROM 'answers.parquet';
