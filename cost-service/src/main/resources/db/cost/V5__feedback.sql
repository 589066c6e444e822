-- What people said of the images that a model, a rule and a template made, over all tenants and as long as their topic
-- remembers: the newest value of each record of image.feedback.counts. Can be made again from there.
create table feedback_count (
    model            text        not null,  -- empty: nobody knows what made the image
    rule_id          text        not null,
    template_version text        not null,
    regenerated      bigint      not null,
    abandoned        bigint      not null,
    corrected        bigint      not null,
    rated            bigint      not null,
    rating_sum       bigint      not null,
    chosen           bigint      not null,
    other            bigint      not null,
    occurred_at      timestamptz not null,
    primary key (model, rule_id, template_version)
);
