package io.diptych.quality.review.store;

import static io.diptych.quality.review.store.Columns.moment;

import io.diptych.events.Cancellation;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table of what callers no longer want. It stands beside the questions, so that it does not matter which of both
/// comes first.
public final class CancellationTable {
    private static final String CANCELLED = """
            select t.task_id, c.reason, c.at from review.task t join review.cancellation c
              on c.request_id = t.request_id and c.tenant = t.tenant
              and (c.image_index is null or c.image_index = t.image_index)
            where t.state = 'OPEN' and t.request_id is not null
            order by t.task_id, c.at limit :most
            """;

    private final JdbcClient jdbc;

    public CancellationTable(ReviewDatabase database) {
        this.jdbc = database.jdbc();
    }

    /// A question on which a job waits that its caller no longer wants.
    ///
    /// @param reason the caller's; may be blank
    public record Cancelled(String taskId, String reason, Instant at) {}

    /// Keeps a cancellation. The same one again changes nothing.
    public void put(Cancellation cancellation) {
        jdbc.sql("""
                        insert into review.cancellation (request_id, tenant, image_index, reason, at)
                        values (:requestId, :tenant, :imageIndex, :reason, :at) on conflict do nothing
                        """)
                .param("requestId", cancellation.getRequestId())
                .param("tenant", cancellation.getTenant())
                .param("imageIndex", cancellation.getImageIndex())
                .param("reason", cancellation.getReason())
                .param("at", moment(cancellation.getOccurredAt()))
                .update();
    }

    /// Forgets those of an earlier time.
    public void forget(Instant before) {
        jdbc.sql("delete from review.cancellation where at < ?")
                .param(moment(before))
                .update();
    }

    /// Open questions that nobody needs to answer any more.
    public List<Cancelled> open(int most) {
        return jdbc.sql(CANCELLED)
                .param("most", most)
                .query((row, _) -> new Cancelled(row.getString("task_id"), row.getString("reason"), moment(row, "at")))
                .list();
    }
}
