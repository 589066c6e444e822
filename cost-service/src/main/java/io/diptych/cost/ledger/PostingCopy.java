package io.diptych.cost.ledger;

import io.diptych.events.CostEntry;
import io.diptych.events.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes postings by PostgreSQL's COPY, in its text format. The database works on a piece while we write the next.
final class PostingCopy {
    private static final List<String> COLUMNS = List.of(
            "entry_id",
            "attempt_id",
            "job_id",
            "request_id",
            "tenant",
            "posting",
            "amount_micros",
            "currency",
            "provenance",
            "price_book",
            "price_book_version",
            "explanation",
            "provider",
            "model",
            "model_version",
            "tier",
            "lane",
            "stage",
            "images",
            "attempt_no",
            "text_in",
            "text_in_cached",
            "image_in",
            "image_in_cached",
            "text_out",
            "image_out",
            "provider_request_id",
            "provider_batch_id",
            "rule_id",
            "policy",
            "policy_version",
            "template_version",
            "campaign",
            "sku",
            "pipeline_stage",
            "occurred_at",
            "settles",
            "settles_unpriced",
            "invoice",
            "project",
            "regeneration",
            "saved_micros");
    /// Characters of a piece.
    private static final int PIECE = 1 << 16;
    // A clock may be absurdly wrong; no posting is lost for that.
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final StringBuilder rows = new StringBuilder(PIECE + 4_096);

    private PostingCopy() {}

    /// The columns of a posting, as they stand in SQL.
    static String columns() {
        return String.join(", ", COLUMNS);
    }

    /// Copies postings into a table.
    ///
    /// @param table has the columns of `cost_entry`
    static void copy(Connection connection, String table, Collection<CostEntry> entries) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + columns() + ") from stdin");
        try {
            PostingCopy piece = new PostingCopy();
            for (CostEntry entry : entries) {
                piece.add(entry);
                if (piece.rows.length() >= PIECE) {
                    piece.flush(copy);
                }
            }
            piece.flush(copy);
            long _ = copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void flush(CopyIn copy) throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }

    private void add(CostEntry entry) {
        text(entry.getEntryId());
        text(entry.getAttemptId());
        text(entry.getJobId());
        text(entry.getRequestId());
        text(entry.getTenant());
        text(entry.getPosting().name());
        number(entry.getAmountMicros());
        text(entry.getCurrency());
        text(entry.getProvenance().name());
        text(entry.getPriceBook());
        text(entry.getPriceBookVersion());
        text(entry.getExplanation());
        text(entry.getProvider());
        text(entry.getModel());
        text(entry.getModelVersion());
        text(entry.getTier());
        text(entry.getLane().name());
        text(entry.getStage().name());
        integer(entry.getImages());
        integer(entry.getAttemptNo());
        number(count(entry.getUsage(), TokenUsage::getTextIn));
        number(count(entry.getUsage(), TokenUsage::getTextInCached));
        number(count(entry.getUsage(), TokenUsage::getImageIn));
        number(count(entry.getUsage(), TokenUsage::getImageInCached));
        number(count(entry.getUsage(), TokenUsage::getTextOut));
        number(count(entry.getUsage(), TokenUsage::getImageOut));
        text(entry.getProviderRequestId());
        text(entry.getProviderBatchId());
        text(entry.getRuleId());
        text(entry.getPolicy());
        text(entry.getPolicyVersion());
        text(entry.getTemplateVersion());
        text(entry.getCampaign());
        text(entry.getSku());
        text(entry.getPipelineStage());
        moment(entry.getOccurredAt());
        text(entry.getSettles());
        flag(entry.getSettlesUnpriced());
        text(entry.getInvoice());
        text(entry.getProject());
        flag(entry.getRegeneration());
        number(entry.getSavedMicros());
        rows.setCharAt(rows.length() - 1, '\n');
    }

    private static @Nullable Long count(@Nullable TokenUsage usage, Function<TokenUsage, @Nullable Long> kind) {
        return usage == null ? null : kind.apply(usage);
    }

    private void text(@Nullable String value) {
        if (value == null) {
            rows.append("\\N\t");
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char next = value.charAt(i);
            switch (next) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                case '\0' -> {
                    // PostgreSQL has no place for this character in a text.
                }
                default -> rows.append(next);
            }
        }
        rows.append('\t');
    }

    private void number(@Nullable Long value) {
        if (value == null) {
            rows.append("\\N\t");
        } else {
            rows.append(value.longValue()).append('\t');
        }
    }

    private void moment(Instant value) {
        rows.append(value.isBefore(EARLIEST) ? EARLIEST : value.isAfter(LATEST) ? LATEST : value)
                .append('\t');
    }

    private void flag(boolean value) {
        rows.append(value ? 't' : 'f').append('\t');
    }

    private void integer(int value) {
        rows.append(value).append('\t');
    }
}
