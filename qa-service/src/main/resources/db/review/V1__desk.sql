-- The review desk. The tables are in a schema of their own: other services share the database.

-- One row for each question that was ever asked. It is never deleted, so that a question that is read twice is asked once.
create table review.task (
    task_id    text primary key,
    tenant     text             not null,
    kind       text             not null,
    slot       text             not null,
    binding    boolean          not null,
    state      text             not null check (state in ('OPEN', 'DECIDED', 'WITHDRAWN')),
    stage      text             not null,
    worth      double precision not null,
    asked      integer          not null check (asked > 0),       -- answers that were asked for
    needed     integer          not null,                         -- answers that are needed as things stand
    answers    integer          not null default 0,               -- answers that were given and not taken back
    asked_at   timestamptz      not null,
    due_at     timestamptz,
    holder     text,                                              -- whose it is, until held_until
    held_since timestamptz,
    held_until timestamptz,
    only_for   text,                                              -- the one reviewer who may see it
    gold_of    text references review.task,                       -- the question whose known answer it asks for again
    expected   text,                                              -- the known answer
    event      bytea            not null,                         -- the question as it was asked
    trace      text,
    verdict    text,                                              -- what quality control said
    score      double precision,
    closed_at  timestamptz,
    answer     text,
    automatic  boolean          not null default false
);
create index task_open on review.task (due_at) where state = 'OPEN';
create unique index task_gold on review.task (gold_of, only_for) where gold_of is not null;

create table review.submission (
    decision_id text primary key,
    task_id     text        not null references review.task,
    reviewer    text        not null,
    lead        boolean     not null,
    answer      text        not null,
    chosen      text[]      not null,
    reasons     text[]      not null,
    comment     text        not null,
    state       text        not null check (state in ('PENDING', 'SETTLED', 'UNDONE')),
    at          timestamptz not null,
    settles_at  timestamptz not null,
    took_millis bigint      not null
);
create unique index submission_once on review.submission (task_id, reviewer) where state <> 'UNDONE';
create index submission_pending on review.submission (settles_at) where state = 'PENDING';
create index submission_at on review.submission (at);

-- Who would rather see something else first.
create table review.pass (
    task_id  text not null references review.task,
    reviewer text not null,
    at       timestamptz not null,
    primary key (task_id, reviewer)
);

-- How many questions each reviewer has been given, which decides the slot of the next.
create table review.turn (
    reviewer text primary key,
    turns    bigint not null
);

-- Questions whose answer is known, since a lead says so.
create table review.gold (
    task_id  text primary key references review.task,
    answer   text        not null,
    named_by text        not null,
    at       timestamptz not null
);

-- Events that are to be published, in the order of seq, which is given when a row is seen to be committed.
create table review.outbox (
    id           bigint generated always as identity primary key,
    seq          bigint unique,
    topic        text        not null,
    key          bytea       not null,
    value        bytea       not null,
    trace        text,
    created_at   timestamptz not null,
    published_at timestamptz
);
create index outbox_new on review.outbox (id) where seq is null;
create index outbox_waiting on review.outbox (seq) where published_at is null;
