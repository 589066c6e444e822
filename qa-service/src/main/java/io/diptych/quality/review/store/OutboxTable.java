package io.diptych.quality.review.store;

import static io.diptych.quality.review.store.Columns.moment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Events that are to be published. They are written in the transaction of the step that they tell of; a row gets its
/// number once it is seen to be committed, so that numbers have no gaps that could still be filled.
public final class OutboxTable {
    /// Any number, the same for all instances: whoever numbers rows holds this lock until the transaction ends.
    private static final long NUMBERING = 0x6469_7074_7963_6801L;

    private static final String NUMBER = """
            update review.outbox o set seq = n.seq from
                (select id, :floor + row_number() over (order by id) as seq from review.outbox
                 where seq is null order by id limit :most) n
            where o.id = n.id
            """;

    private final ReviewDatabase database;
    private final JdbcClient jdbc;

    public OutboxTable(ReviewDatabase database) {
        this.database = database;
        this.jdbc = database.jdbc();
    }

    /// An event in wire form.
    ///
    /// @param trace W3C trace that it belongs to; null where there is none
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    public record Event(
            String topic,
            byte[] key,
            byte[] value,
            @Nullable String trace) {}

    /// An event with its place in the order of publication.
    public record Numbered(long seq, Event event) {}

    /// Adds an event; part of the caller's transaction.
    public void add(Event event, Instant now) {
        jdbc.sql("""
                        insert into review.outbox (topic, key, value, trace, created_at)
                        values (:topic, :key, :value, :trace, :now)
                        """)
                .param("topic", event.topic())
                .param("key", event.key())
                .param("value", event.value())
                .param("trace", event.trace())
                .param("now", moment(now))
                .update();
    }

    /// Events that wait, in their order, numbered.
    ///
    /// @param after number of the last one that was published
    public List<Numbered> waiting(long after, int most) {
        return database.within(() -> {
            jdbc.sql("select pg_advisory_xact_lock(?)")
                    .param(NUMBERING)
                    .query((_, _) -> true)
                    .single();
            long last = Math.max(after, lastNumber());
            jdbc.sql(NUMBER).param("floor", last).param("most", most).update();
            return jdbc.sql("""
                            select seq, topic, key, value, trace from review.outbox
                            where published_at is null and seq > :after order by seq limit :most
                            """)
                    .param("after", after)
                    .param("most", most)
                    .query((row, _) -> new Numbered(
                            row.getLong("seq"),
                            new Event(
                                    row.getString("topic"),
                                    row.getBytes("key"),
                                    row.getBytes("value"),
                                    row.getString("trace"))))
                    .list();
        });
    }

    /// Number of the last event that is known to be published; 0 for none.
    public long lastPublished() {
        return jdbc.sql("select coalesce(max(seq), 0) from review.outbox where published_at is not null")
                .query(Long.class)
                .single();
    }

    /// Notes that events up to a number are published, and forgets those that were long before.
    public void published(long upTo, Instant now, Instant forgetBefore) {
        jdbc.sql("update review.outbox set published_at = ? where published_at is null and seq <= ?")
                .params(moment(now), upTo)
                .update();
        jdbc.sql("delete from review.outbox where published_at < ? and seq < ?")
                .params(moment(forgetBefore), upTo)
                .update();
    }

    private long lastNumber() {
        return jdbc.sql("select coalesce(max(seq), 0) from review.outbox")
                .query(Long.class)
                .single();
    }
}
