-- The Articles in $articles: title in $lang (verified: yes, term only or no), obligation, and why it has no
-- indicator (note), where it has none.
SELECT
    articles.article,
    titles.title,
    titles.verified,
    articles.obligation,
    CASE WHEN NOT EXISTS (SELECT 1 FROM indicators WHERE indicators.article = articles.article)
        THEN articles.note END AS note,
    articles.source
FROM articles
JOIN titles_in($lang) AS titles ON titles.article = articles.article
WHERE wanted($articles::INTEGER[], articles.article)
ORDER BY articles.article;
