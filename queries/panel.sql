-- Two cycles side by side, $base and $cycle: one row an indicator that has Party-level answers in
-- both, or a published figure in one of them.
-- Among all reporters: base_rate_yes of base_rate_whole, rate_yes of rate_whole, with $of as the
-- denominator; basis, flag, document and paragraph of each as in rates.sql. Among the same Parties
-- (those that reported in both): base_yes and yes of both; empty for published figures, which name
-- no Party. The transitions are defined at panel_of in setup/2_views.sql. comparable: both cycles
-- used the same reporting instrument.
SELECT
    rates.data,
    was.cycle AS base_cycle,
    now.cycle AS cycle,
    rates.article,
    rates.indicator_id,
    rates.indicator,
    base.yes AS base_rate_yes,
    base.denominator AS base_rate_whole,
    base.percent AS base_rate_percent,
    rates.yes AS rate_yes,
    rates.denominator AS rate_whole,
    rates.percent AS rate_percent,
    panel.both,
    panel.base_yes,
    per_cent(panel.base_yes, panel.both) AS base_percent,
    panel.yes,
    per_cent(panel.yes, panel.both) AS percent,
    panel.gained,
    panel.lost,
    panel.newly_reporting,
    panel.newly_yes,
    panel.no_longer_reporting,
    was.instrument = now.instrument AS comparable,
    base.basis AS base_basis,
    base.flag AS base_flag,
    base.document AS base_document,
    base.paragraph AS base_paragraph,
    rates.basis,
    rates.flag,
    rates.document,
    rates.paragraph
FROM rates_of($of, $regions::VARCHAR[], false) AS rates
JOIN rates_of($of, $regions::VARCHAR[], false) AS base
    ON base.data = rates.data AND base.indicator_id = rates.indicator_id
LEFT JOIN panel_of($data, $base, $cycle, $regions::VARCHAR[]) AS panel
    ON panel.indicator_id = rates.indicator_id
JOIN cycles AS was ON was.cycle = $base
JOIN cycles AS now ON now.cycle = $cycle
WHERE rates.data = $data AND rates.cycle = $cycle AND base.cycle = $base
    AND CASE
        WHEN $data = 'published'
            THEN coalesce(base.yes, rates.yes, base.percent, rates.percent) IS NOT NULL
        ELSE panel.indicator_id IS NOT NULL
    END
    AND (len($articles::INTEGER[]) = 0 OR list_contains($articles::INTEGER[], rates.article))
ORDER BY rates.article, rates.position;
