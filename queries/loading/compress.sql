-- Run by the warehouse after each statement that loads a table: rows take twenty times as much room
-- until they are compressed. Not part of 1_tables.sql, because the DuckDB shell answers it.
CHECKPOINT;
