-- The postings of cost.entries, each once. Nothing is ever updated or deleted here: a correction is a posting of its own.
create table cost_entry (
    entry_id            text primary key,
    attempt_id          text        not null,
    job_id              text        not null,
    request_id          text        not null,
    tenant              text        not null,
    posting             text        not null,
    amount_micros       bigint,              -- null: the price is unknown
    currency            text        not null,
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
    occurred_at         timestamptz not null
);

create index cost_entry_occurred on cost_entry (occurred_at, entry_id);
create index cost_entry_campaign on cost_entry (campaign, occurred_at, entry_id);

-- How far each partition is stored, committed together with its postings.
create table consumed_offset (
    topic       text    not null,
    partition   integer not null,
    next_offset bigint  not null,
    primary key (topic, partition)
);
