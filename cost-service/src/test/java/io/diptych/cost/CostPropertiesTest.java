package io.diptych.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diptych.cost.rollup.RollupRetention;
import io.diptych.platform.postgres.PostgresProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CostPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind("diptych.cost", CostProperties.class, Map.of()))
                .isEqualTo(new CostProperties("official", null, null));
        assertThat(bind("diptych.cost.rollup-retention", RollupRetention.class, Map.of()))
                .isEqualTo(new RollupRetention(Duration.ofDays(8), Duration.ofDays(9), Duration.ofDays(40)));
        assertThat(bind("diptych.postgres", PostgresProperties.class, Map.of()))
                .isEqualTo(new PostgresProperties("jdbc:postgresql://127.0.0.1:5432/diptych", "diptych", "diptych"));
    }

    @Test
    void mapsEveryKey() {
        assertThat(bind(
                        "diptych.cost",
                        CostProperties.class,
                        Map.of(
                                "diptych.cost.price-book", "seed-000",
                                "diptych.cost.catalog-folder", "books",
                                "diptych.cost.budgets-file", "budgets.yaml")))
                .isEqualTo(new CostProperties("seed-000", Path.of("books"), Path.of("budgets.yaml")));
        assertThat(bind(
                        "diptych.cost.rollup-retention",
                        RollupRetention.class,
                        Map.of(
                                "diptych.cost.rollup-retention.minutes", "1h",
                                "diptych.cost.rollup-retention.hours", "2h",
                                "diptych.cost.rollup-retention.days", "3d")))
                .isEqualTo(new RollupRetention(Duration.ofHours(1), Duration.ofHours(2), Duration.ofDays(3)));
        assertThat(bind(
                        "diptych.postgres",
                        PostgresProperties.class,
                        Map.of(
                                "diptych.postgres.url", "jdbc:postgresql://db:1/x",
                                "diptych.postgres.user", "u",
                                "diptych.postgres.password", "p")))
                .isEqualTo(new PostgresProperties("jdbc:postgresql://db:1/x", "u", "p"));
    }

    @Test
    void keepsSecretsOutOfText() {
        PostgresProperties postgres =
                new PostgresProperties("jdbc:postgresql://db:1/x?password=hidden&ssl=true", "u", "hidden");

        assertThat(postgres.toString()).isEqualTo("PostgresProperties[url=jdbc:postgresql://db:1/x, user=u]");
    }

    @Test
    void refusesAnotherDatabaseWithoutRepeatingItsSecrets() {
        assertThatThrownBy(() -> bind(
                        "diptych.postgres",
                        PostgresProperties.class,
                        Map.of("diptych.postgres.url", "jdbc:mysql://u:hidden@db/x")))
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("diptych.postgres.url is 'jdbc:mysql://db/x', must be"
                        + " jdbc:postgresql://host:port/database (DIPTYCH_POSTGRES_URL)");
    }

    @Test
    void refusesToForgetSumsAtOnce() {
        assertThatThrownBy(() -> bind(
                        "diptych.cost.rollup-retention",
                        RollupRetention.class,
                        Map.of("diptych.cost.rollup-retention.days", "0s")))
                .hasRootCauseMessage("diptych.cost.rollup-retention.days is PT0S, must be more than 0");
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> keys) {
        return new Binder(new MapConfigurationPropertySource(keys)).bindOrCreate(prefix, type);
    }
}
