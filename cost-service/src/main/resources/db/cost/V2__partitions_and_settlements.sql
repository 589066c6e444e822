-- Postings by month of their attempts' ends, so that a month can be read, kept or dropped by itself. A posting is still
-- there once: its id says its attempt, and all postings of an attempt carry the same moment.
alter table cost_entry rename to cost_entry_unpartitioned;
alter table cost_entry_unpartitioned rename constraint cost_entry_pkey to cost_entry_unpartitioned_pkey;
alter index cost_entry_occurred rename to cost_entry_unpartitioned_occurred;
alter index cost_entry_campaign rename to cost_entry_unpartitioned_campaign;

create table cost_entry (
    entry_id            text        not null,
    attempt_id          text        not null,
    job_id              text        not null,
    request_id          text        not null,
    tenant              text        not null,
    posting             text        not null,
    amount_micros       bigint,              -- null: the price is unknown
    currency            text        not null check (currency = 'USD'),
    provenance          text        not null,
    price_book          text        not null,
    price_book_version  text        not null,
    explanation         text        not null,
    provider            text        not null,
    model               text        not null,
    model_version       text,
    tier                text        not null,
    lane                text        not null,
    stage               text        not null,
    images              integer     not null,
    attempt_no          integer     not null,
    text_in             bigint,
    text_in_cached      bigint,
    image_in            bigint,
    image_in_cached     bigint,
    text_out            bigint,
    image_out           bigint,
    provider_request_id text,
    provider_batch_id   text,
    rule_id             text        not null,
    policy              text        not null,
    policy_version      text        not null,
    template_version    text,
    campaign            text,
    sku                 text,
    pipeline_stage      text,
    occurred_at         timestamptz not null,
    settles             text,
    settles_unpriced    boolean     not null default false,
    invoice             text,
    project             text,
    regeneration        boolean     not null default false,
    saved_micros        bigint,
    primary key (entry_id, occurred_at)
) partition by range (occurred_at);

create index cost_entry_occurred on cost_entry (occurred_at, entry_id);
create index cost_entry_campaign on cost_entry (campaign, occurred_at, entry_id);
create index cost_entry_attempt on cost_entry (attempt_id);
create index cost_entry_provider_request on cost_entry (provider_request_id) where provider_request_id is not null;

-- What has no month of its own yet, such as postings of a clock that is far off.
create table cost_entry_default partition of cost_entry default;

do $$
declare
    first date;
begin
    for first in select distinct date_trunc('month', occurred_at at time zone 'UTC')::date
                 from cost_entry_unpartitioned
                 where occurred_at >= '2024-01-01' and occurred_at < '2100-01-01'
    loop
        execute format('create table %I partition of cost_entry for values from (%L) to (%L)',
                'cost_entry_' || to_char(first, 'YYYY_MM'),
                to_char(first, 'YYYY-MM-DD') || 'T00:00:00Z',
                to_char(first + interval '1 month', 'YYYY-MM-DD') || 'T00:00:00Z');
    end loop;
end $$;

insert into cost_entry
select *, null, false, null, null, false, null from cost_entry_unpartitioned;

drop table cost_entry_unpartitioned;
