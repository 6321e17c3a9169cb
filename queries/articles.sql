-- The Articles in $articles: title in $lang (verified: yes, term only or no), obligation, and why it has no
-- indicator (note), where it has none.
SELECT
    articles.article,
    coalesce(local_title.title, english_title.title) AS title,
    coalesce(local_title.verified, english_title.verified) AS verified,
    articles.obligation,
    CASE WHEN NOT EXISTS (SELECT 1 FROM indicators WHERE indicators.article = articles.article)
        THEN articles.note END AS note,
    articles.source
FROM articles
JOIN article_titles AS english_title
    ON english_title.article = articles.article AND english_title.lang = 'en'
LEFT JOIN article_titles AS local_title
    ON local_title.article = articles.article AND local_title.lang = $lang
WHERE len($articles::INTEGER[]) = 0 OR list_contains($articles::INTEGER[], articles.article)
ORDER BY articles.article;
