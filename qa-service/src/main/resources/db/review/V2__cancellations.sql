-- What callers no longer want. Kept for as long as the topic keeps it: a question may come after its cancellation.
create table review.cancellation (
    request_id  text        not null,
    tenant      text        not null,
    image_index integer,                                          -- null for all images of the request
    reason      text        not null,
    at          timestamptz not null
);
create unique index cancellation_once on review.cancellation (request_id, tenant, coalesce(image_index, -1));
create index cancellation_at on review.cancellation (at);

-- The job that waits for the answer; null where none does.
alter table review.task add column request_id text, add column image_index integer;
create index task_request on review.task (request_id) where state = 'OPEN' and request_id is not null;
