package io.diptych.cost.http;

import io.diptych.cost.ledger.Dimension;
import io.diptych.cost.ledger.LedgerAttempts;
import io.diptych.cost.ledger.LedgerQueries;
import io.diptych.cost.ledger.LedgerQueries.Cursor;
import io.diptych.cost.ledger.LedgerRow;
import io.diptych.cost.ledger.OpenAttempt;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the ledger says, over HTTP.
@RestController
class CostEndpoints {
    private static final String CSV = "text/csv;charset=UTF-8";

    private final LedgerQueries ledger;
    private final LedgerAttempts attempts;

    CostEndpoints(LedgerQueries ledger, LedgerAttempts attempts) {
        this.ledger = ledger;
        this.attempts = attempts;
    }

    @GetMapping(path = "/api/costs", produces = MediaType.APPLICATION_JSON_VALUE)
    CostAnswer costs(
            @RequestParam(defaultValue = "") String by,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String tenant) {
        List<Dimension> dimensions = Questions.dimensions(by);
        return CostAnswer.of(labels(dimensions), ledger.sums(dimensions, Questions.filter(from, to, campaign, tenant)));
    }

    @GetMapping(path = "/api/costs", produces = CSV)
    String costsAsCsv(
            @RequestParam(defaultValue = "") String by,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String tenant) {
        List<Dimension> dimensions = Questions.dimensions(by);
        return CostCsv.of(labels(dimensions), ledger.sums(dimensions, Questions.filter(from, to, campaign, tenant)));
    }

    @GetMapping(path = "/api/costs/attempts", produces = MediaType.APPLICATION_JSON_VALUE)
    Page attempts(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String campaign,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit) {
        List<LedgerRow> entries = ledger.entries(
                Questions.filter(from, to, campaign, tenant), Questions.cursor(after), Questions.limit(limit));
        return Page.of(entries, limit);
    }

    /// What nobody knows yet: attempts that hold money or have no price.
    @GetMapping(path = "/api/costs/holds", produces = MediaType.APPLICATION_JSON_VALUE)
    List<OpenAttempt> holds(
            @RequestParam(required = false) @Nullable String tenant, @RequestParam(defaultValue = "100") int limit) {
        return attempts.open(tenant, Questions.limit(limit));
    }

    private static List<String> labels(List<Dimension> dimensions) {
        return dimensions.stream().map(Dimension::label).toList();
    }

    /// Some postings.
    ///
    /// @param next what to pass as `after` for the page that follows; null where none does
    record Page(List<LedgerRow> entries, @Nullable String next) {
        Page {
            entries = List.copyOf(entries);
        }

        static Page of(List<LedgerRow> entries, int limit) {
            if (entries.size() < limit) {
                return new Page(entries, null);
            }
            LedgerRow last = entries.getLast();
            return new Page(entries, Questions.cursor(new Cursor(last.occurredAt(), last.entryId())));
        }
    }
}
