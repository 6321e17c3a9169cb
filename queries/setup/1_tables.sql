-- The tables: one for each Parquet file that `python -m partv build` wrote from data/source/.
-- In the DuckDB shell: start it in data/parquet/ and read this file and 2_views.sql first.
CREATE TABLE documents      AS FROM read_parquet('documents.parquet');
CREATE TABLE cycles         AS FROM read_parquet('cycles.parquet');
CREATE TABLE articles       AS FROM read_parquet('articles.parquet');
CREATE TABLE article_titles AS FROM read_parquet('article_titles.parquet');
CREATE TABLE regions        AS FROM read_parquet('regions.parquet');
CREATE TABLE region_names   AS FROM read_parquet('region_names.parquet');
CREATE TABLE parties        AS FROM read_parquet('parties.parquet');
CREATE TABLE indicators     AS FROM read_parquet('indicators.parquet');
CREATE TABLE published      AS FROM read_parquet('published.parquet');
CREATE TABLE milestones     AS FROM read_parquet('milestones.parquet');

-- Answers of Parties: the demonstration data here; imported sets, and what a visitor uploaded, are
-- appended when the warehouse opens. A data set other than demo is about the Parties of the register.
CREATE TABLE demo_members   AS FROM read_parquet('demo_members.parquet');
CREATE TABLE answers        AS FROM read_parquet('demo_answers.parquet');
