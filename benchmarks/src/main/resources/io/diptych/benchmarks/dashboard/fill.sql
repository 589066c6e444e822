-- Attempts of thirty days up to now, the postings of each, and the sums that the topology makes of them. The parameters
-- are settings of the session: bench.attempts and bench.seed.
select setseed(current_setting('bench.seed')::float8);

insert into attempt_kind (kind_key, tenant, project, campaign, stage, provider, model, tier, lane, rule_id, policy,
    policy_version, template_version, billing, failure, rework)
select 'bench|' || row_number() over (), tenant, 'project-' || (campaign_no % 3), tenant || '-campaign-' || campaign_no, stage, provider,
    model, tier, lane, rule_id, 'dual', '3', template, billing, failure, rework
from (select 'tenant-' || lpad(t::text, 2, '0') as tenant, t from generate_series(1, 20) t) tenants
cross join generate_series(1, 4) campaign_no
cross join (values
    ('openai', 'gpt-image-2', 'medium', 'WHITE_BACKGROUND', 'INTERACTIVE', 'white-background', 'white@4'),
    ('openai', 'gpt-image-2', 'high', 'POSTER', 'INTERACTIVE', 'text-heavy', 'poster@2'),
    ('openai', 'gpt-image-2', 'medium', 'SCENE', 'BULK', 'scenes', 'scene@7'),
    ('google', 'gemini-3.1-flash-image', '1K', 'DRAFT', 'BATCH', 'drafts', 'draft@9'),
    ('google', 'gemini-3.1-flash-image', '2K', 'SCENE', 'INTERACTIVE', 'subjects', 'scene@6')
) routes(provider, model, tier, stage, lane, rule_id, template)
cross join (values
    ('BILLED', null, false), ('BILLED', null, true), ('NOT_BILLED', 'RATE_LIMITED', false),
    ('NOT_BILLED', 'CONTENT_REFUSED', false), ('UNKNOWN', 'TIMEOUT', false)
) ends(billing, failure, rework);

create temporary table share as
select kind_id, row_number() over (partition by billing, failure, rework order by random()) - 1 as place,
    case when billing = 'UNKNOWN' then 4 when failure = 'CONTENT_REFUSED' then 3 when failure is not null then 2
        when rework then 1 else 0 end as ending
from attempt_kind where kind_key like 'bench|%';
create index on share (ending, place);

create temporary table drawn as
select i, sku, attempt_no, ended_at, provider_millis, accepted_draw, share.kind_id
from (
    select i, 'SKU-' || lpad((i % 20000)::text, 5, '0') as sku,
        case when draw >= 0.82 and draw < 0.95 then 2 else 1 end as attempt_no,
        now() - interval '30 days' + interval '30 days' * (i::float8 / current_setting('bench.attempts')::float8) as ended_at,
        (3000 + 20000 * power(random(), 4))::bigint as provider_millis, random() as accepted_draw,
        case when draw < 0.82 then 0 when draw < 0.95 then 1 when draw < 0.975 then 2 when draw < 0.998 then 3 else 4 end as ending,
        floor(400 * power(random(), 2))::int as place
    from (select i, random() as draw from generate_series(1, current_setting('bench.attempts')::bigint) i) numbered
) attempts
join share using (ending, place);

insert into ended_attempt (attempt_id, job_id, kind_id, attempt_no, sku, ended_at, provider_millis, image_sha256,
    image_type, image_width, image_height, image_bytes, accepted)
select 'bench-' || lpad(i::text, 9, '0') || '#0.' || attempt_no, 'bench-' || lpad(i::text, 9, '0') || '#0', drawn.kind_id,
    attempt_no, sku, ended_at, provider_millis,
    case when failure is null then (select sha256 from bench_image where no = i % 12) end,
    case when failure is null then 'image/png' end, case when failure is null then 1024 end,
    case when failure is null then 1024 end, case when failure is null then 50000 end,
    failure is null and accepted_draw < 0.9
from drawn join attempt_kind using (kind_id) order by i;

insert into cost_entry (entry_id, attempt_id, job_id, request_id, tenant, posting, amount_micros, currency, provenance,
    price_book, price_book_version, explanation, provider, model, tier, lane, stage, images, attempt_no, text_in,
    image_out, provider_request_id, rule_id, policy, policy_version, template_version, campaign, sku, occurred_at, project)
select attempt_id || case when billing = 'UNKNOWN' then '/HOLD/1' else '/CHARGE/1' end, attempt_id, job_id,
    split_part(job_id, '#', 1), tenant, case when billing = 'UNKNOWN' then 'HOLD' else 'CHARGE' end,
    case when tier = 'high' then 125000 when model like 'gpt%' then 32000 when lane = 'BATCH' then 34000 else 67000 end, 'USD',
    case when billing = 'UNKNOWN' then 'ESTIMATED' else 'METERED' end, 'seed-000', '1', '1 image at ' || tier, provider, model,
    tier, lane, stage, 1, attempt_no, 60, 1120, 'req-' || attempt_id, rule_id, policy, policy_version, template_version,
    campaign, sku, ended_at, project
from ended_attempt join attempt_kind using (kind_id) where billing <> 'NOT_BILLED' order by ended_at;

create temporary table fact as
select kind.*, attempt.sku, attempt.ended_at, attempt.accepted, coalesce(amount_micros, 0) as micros
from ended_attempt attempt join attempt_kind kind using (kind_id)
left join cost_entry entry on entry.entry_id = attempt.attempt_id
    || case when kind.billing = 'UNKNOWN' then '/HOLD/1' else '/CHARGE/1' end and entry.occurred_at = attempt.ended_at;
