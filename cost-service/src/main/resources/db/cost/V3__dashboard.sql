-- What a dashboard is answered from. Everything here can be made again from the topics: truncate it and forget the
-- offsets of cost.rollups, image.results, image.outcomes and cost.budgets.

-- The newest value of each sum of cost.rollups. A partition for each cube and window: a question reads one, and the planner
-- knows how much is in it.
create table cost_rollup (
    cube             text        not null,
    time_window      text        not null,
    window_start     timestamptz not null,
    rollup_key       text        not null,
    tenant           text        not null,
    project          text,
    campaign         text,
    sku              text,
    stage            text        not null,
    provider         text        not null,
    model            text        not null,
    tier             text        not null,
    lane             text        not null,
    rule_id          text,
    policy           text,
    policy_version   text,
    template_version text,
    charges          bigint      not null,
    images           bigint      not null,
    rework           bigint      not null,
    amount_micros    bigint      not null,
    held_micros      bigint      not null,
    unpriced         bigint      not null,
    rework_micros    bigint      not null,
    saved_micros     bigint      not null,
    attempts         bigint      not null,
    calls            bigint      not null,
    retries          bigint      not null,
    regenerations    bigint      not null,
    accepted         bigint      not null,
    escalations      bigint      not null,
    failed           jsonb,               -- attempts by failure code; null for none
    latencies        bytea,               -- DDSketch; of the cube ROUTE only
    primary key (cube, time_window, window_start, rollup_key)
) partition by list (cube);

create table cost_rollup_route partition of cost_rollup for values in ('ROUTE') partition by list (time_window);
create table cost_rollup_route_minute partition of cost_rollup_route for values in ('PT1M') with (fillfactor = 70);
create table cost_rollup_route_hour partition of cost_rollup_route for values in ('PT1H') with (fillfactor = 70);
create table cost_rollup_route_day partition of cost_rollup_route for values in ('P1D') with (fillfactor = 70);
create table cost_rollup_policy partition of cost_rollup for values in ('POLICY') partition by list (time_window);
create table cost_rollup_policy_hour partition of cost_rollup_policy for values in ('PT1H') with (fillfactor = 70);
create table cost_rollup_policy_day partition of cost_rollup_policy for values in ('P1D') with (fillfactor = 70);
create table cost_rollup_template partition of cost_rollup for values in ('TEMPLATE') partition by list (time_window);
create table cost_rollup_template_hour partition of cost_rollup_template for values in ('PT1H') with (fillfactor = 70);
create table cost_rollup_template_day partition of cost_rollup_template for values in ('P1D') with (fillfactor = 70);
create table cost_rollup_sku partition of cost_rollup for values in ('SKU') with (fillfactor = 70);
-- Sums of cubes that come later.
create table cost_rollup_default partition of cost_rollup default with (fillfactor = 70);

create index cost_rollup_open on cost_rollup_route_day (tenant) where held_micros <> 0 or unpriced <> 0;

-- The newest status of each budget.
create table budget_status (
    tenant          text        not null,
    budget_id       text        not null,
    project         text,
    campaign        text,
    hard            boolean     not null,
    plan_micros     bigint      not null,
    spent_micros    bigint      not null,
    held_micros     bigint      not null,
    forecast_micros bigint,
    period_start    timestamptz not null,
    period_end      timestamptz not null,
    crossed_percent integer     not null,
    exhausted       boolean     not null,
    occurred_at     timestamptz not null,
    primary key (tenant, budget_id)
);

-- What attempts have in common. There are few of these, so that the attempts behind any bar are found by one index.
create table attempt_kind (
    kind_id          integer generated always as identity primary key,
    kind_key         text    not null unique,
    tenant           text    not null,
    project          text,
    campaign         text,
    stage            text    not null,
    provider         text    not null,
    model            text    not null,
    tier             text    not null,
    lane             text    not null,
    rule_id          text    not null,
    policy           text    not null,
    policy_version   text    not null,
    template_version text,
    billing          text    not null,
    failure          text,
    rework           boolean not null
);

-- Every attempt that ended, charged or not.
create table ended_attempt (
    attempt_id      text        primary key,
    job_id          text        not null,
    kind_id         integer     not null,
    attempt_no      integer     not null,
    sku             text,
    ended_at        timestamptz not null,
    provider_millis bigint,
    image_sha256    text,
    image_type      text,
    image_width     integer,
    image_height    integer,
    image_bytes     bigint,
    accepted        boolean     not null default false
) with (fillfactor = 90);

create index ended_attempt_kind on ended_attempt (kind_id, ended_at desc, attempt_id desc);
create index ended_attempt_sku on ended_attempt (sku, ended_at desc, attempt_id desc) where sku is not null;

-- What nobody knows yet is found without reading what everybody knows.
create index cost_entry_open on cost_entry (occurred_at) where posting = 'HOLD' or amount_micros is null;
