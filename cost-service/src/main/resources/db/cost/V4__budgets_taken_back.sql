-- Budgets by the key of their records on cost.budgets, under which a definition that is gone is taken back.
-- The topic is compacted and holds the newest status of each, so it is read again from its beginning.
drop table budget_status;

create table budget_status (
    budget_key      text primary key,
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
    occurred_at     timestamptz not null
);

delete from consumed_offset where topic like '%cost.budgets';
