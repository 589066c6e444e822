-- One cube over one window. The marks stand for: cube, window, unit of date_trunc, columns, their key, the moment from
-- which there are windows, whether there are latencies, and a condition.
insert into cost_rollup (cube, time_window, window_start, rollup_key, tenant, project, campaign, sku, stage, provider, model,
    tier, lane, rule_id, policy, policy_version, template_version, charges, images, rework, amount_micros, held_micros, unpriced,
    rework_micros, saved_micros, attempts, calls, retries, regenerations, accepted, escalations, failed, latencies)
select '%1$s', '%2$s', date_trunc('%3$s', ended_at, 'UTC') as start, '%1$s|' || %5$s, tenant, %4$s,
    count(*) filter (where billing = 'BILLED'), count(*) filter (where billing = 'BILLED'),
    count(*) filter (where billing = 'BILLED' and rework), coalesce(sum(micros) filter (where billing = 'BILLED'), 0),
    coalesce(sum(micros) filter (where billing = 'UNKNOWN'), 0), 0,
    coalesce(sum(micros) filter (where billing = 'BILLED' and rework), 0),
    coalesce(sum(micros) filter (where billing = 'BILLED' and lane = 'BATCH'), 0), count(*), count(*), 0, 0,
    count(*) filter (where accepted), count(*) filter (where rework),
    nullif(jsonb_strip_nulls(jsonb_build_object(
        'RATE_LIMITED', nullif(count(*) filter (where failure = 'RATE_LIMITED'), 0),
        'CONTENT_REFUSED', nullif(count(*) filter (where failure = 'CONTENT_REFUSED'), 0),
        'TIMEOUT', nullif(count(*) filter (where failure = 'TIMEOUT'), 0))), '{}'),
    case when %7$s then (array(select sketch from bench_sketch order by no))[1 + count(*) %% 8] end
from fact where ended_at >= %6$s
group by start, tenant, %8$s
