-- The indicators there are, in the order of the Articles: id, Article, label and kind.
SELECT indicator_id, article, label, kind FROM indicators ORDER BY article, position;
