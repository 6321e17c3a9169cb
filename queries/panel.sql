-- Two cycles side by side, $base and $cycle: one row an indicator that has Party-level answers.
-- Among all reporters: base_rate_yes of base_rate_whole, rate_yes of rate_whole, with $of as the
-- denominator. Among the same Parties (those that reported in both): base_yes and yes of both.
-- The transitions are defined at panel_of in setup/2_views.sql. comparable: both cycles used the
-- same reporting instrument.
SELECT
    panel.data,
    was.cycle AS base_cycle,
    now.cycle AS cycle,
    panel.article,
    panel.indicator_id,
    panel.indicator,
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
    was.instrument = now.instrument AS comparable
FROM panel_of($data, $base, $cycle, $regions::VARCHAR[]) AS panel
JOIN rates_of($of, $regions::VARCHAR[], false) AS rates
    ON rates.data = panel.data AND rates.indicator_id = panel.indicator_id AND rates.cycle = $cycle
JOIN rates_of($of, $regions::VARCHAR[], false) AS base
    ON base.data = panel.data AND base.indicator_id = panel.indicator_id AND base.cycle = $base
JOIN cycles AS was ON was.cycle = $base
JOIN cycles AS now ON now.cycle = $cycle
WHERE wanted($articles::INTEGER[], panel.article)
ORDER BY panel.article, panel.position;
