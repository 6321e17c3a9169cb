-- The tables: one for each Parquet file that `python -m partv build` wrote from data/source/.
-- In the DuckDB shell: start it in data/parquet/ and read this file and 2_views.sql.

-- A path of its own for every file: DuckDB's search path would look in other places first.
CREATE MACRO stored(name) AS TABLE
FROM read_parquet(coalesce(getvariable('folder') || '/', '') || name || '.parquet');

CREATE TABLE documents      AS FROM stored('documents');
CREATE TABLE cycles         AS FROM stored('cycles');
CREATE TABLE articles       AS FROM stored('articles');
CREATE TABLE article_titles AS FROM stored('article_titles');
CREATE TABLE regions        AS FROM stored('regions');
CREATE TABLE region_names   AS FROM stored('region_names');
CREATE TABLE parties        AS FROM stored('parties');
CREATE TABLE party_names    AS FROM stored('party_names');
CREATE TABLE indicators     AS FROM stored('indicators');
CREATE TABLE published      AS FROM stored('published');
CREATE TABLE milestones     AS FROM stored('milestones');

-- Answers of Parties: the demonstration data here; imported sets, and what a visitor uploaded, are
-- appended when the warehouse opens. A data set other than demo is about the Parties of the register.
CREATE TABLE demo_members   AS FROM stored('demo_members');
-- In two parts, so that the first can be compressed (queries/loading/) before the second is read.
CREATE TABLE answers        AS FROM stored('demo_answers') LIMIT 5_000_000;
INSERT INTO answers FROM stored('demo_answers') OFFSET 5_000_000;
