package io.diptych.cost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.cost.TestEvents;
import io.diptych.cost.TestResults;
import io.diptych.cost.ledger.LedgerDatabase;
import io.diptych.embedded.EmbeddedInfrastructure;
import io.diptych.embedded.JdbcAddress;
import io.diptych.embedded.Part;
import io.diptych.events.Billing;
import io.diptych.events.GenerationResult;
import io.diptych.platform.postgres.PostgresProperties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/// The attempts' table against a real PostgreSQL.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttemptTableIT {
    private final EmbeddedInfrastructure parts = EmbeddedInfrastructure.shared(Part.POSTGRES);
    private LedgerDatabase database;
    private JdbcTemplate jdbc;

    @BeforeAll
    void connect() {
        JdbcAddress postgres = parts.postgres();
        database = new LedgerDatabase(new PostgresProperties(postgres.url(), postgres.user(), postgres.password()));
        database.migrate();
        jdbc = new JdbcTemplate(database.connections());
    }

    @AfterAll
    void disconnect() {
        database.close();
    }

    @Test
    void holdsTheSameWhateverComesFirstAndHoweverOften() {
        GenerationResult one = TestResults.gpt("table-1");
        GenerationResult other = TestResults.gpt("table-2");

        put(ended(one));
        put(accepted(one));
        put(ended(one));
        put(accepted(other));
        put(ended(other));
        put(accepted(other), ended(other));

        assertThat(jdbc.queryForList("""
                        select attempt_id || ' ' || accepted || ' ' || coalesce(image_type, '') || ' ' || sku
                        from ended_attempt where attempt_id like 'table-%' order by 1
                        """, String.class))
                .containsExactly("table-1#0.1 true image/png SKU-1", "table-2#0.1 true image/png SKU-1");
    }

    @Test
    void keepsTheImageThatALaterResultDoesNotHave() {
        GenerationResult made = TestResults.gpt("kept-1");

        put(ended(made));
        put(ended(TestResults.withoutImage(made, Billing.UNKNOWN)));

        assertThat(jdbc.queryForObject(
                        "select image_sha256 from ended_attempt where attempt_id = 'kept-1#0.1'", String.class))
                .isEqualTo("0".repeat(64));
    }

    @Test
    void givesAKindItsNumberOnce() {
        AttemptKind kind = ended(TestResults.gpt("kind-1")).kind();
        AttemptKind rework = new AttemptKind(kind.dimensions(), kind.billing(), kind.failure(), true);

        int number = new AttemptKinds(jdbc).numberOf(kind);

        assertThat(new AttemptKinds(jdbc).numberOf(kind)).isEqualTo(number);
        assertThat(new AttemptKinds(jdbc).numberOf(rework)).isNotEqualTo(number);
        assertThat(new AttemptKind(kind.dimensions(), "a|b", null, false).key())
                .isNotEqualTo(new AttemptKind(kind.dimensions(), "a", "b", false).key());
    }

    private void put(EndedAttempt... attempts) {
        AttemptKinds kinds = new AttemptKinds(jdbc);
        new AttemptTable(jdbc)
                .put(Stream.of(attempts)
                        .map(attempt -> new AttemptTable.Numbered(attempt, kinds.numberOf(attempt.kind())))
                        .toList());
    }

    private static EndedAttempt ended(GenerationResult result) {
        return EndedAttempt.of(result, result.getOccurredAt());
    }

    private static EndedAttempt accepted(GenerationResult result) {
        return EndedAttempt.of(TestEvents.delivered(result)).orElseThrow();
    }
}
