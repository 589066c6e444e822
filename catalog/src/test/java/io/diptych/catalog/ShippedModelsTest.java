package io.diptych.catalog;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedModelsTest {

    private static final Path RESOURCES = Path.of("src/main/resources/catalog");

    private final Catalog catalog = Catalog.load();

    @Test
    void everyFileInTheFolderIsShipped() throws IOException {
        assertThat(filesIn("models")).containsExactlyInAnyOrderElementsOf(CatalogFiles.SHIPPED_MODELS);
        assertThat(filesIn("prices")).containsExactlyInAnyOrderElementsOf(CatalogFiles.SHIPPED_PRICES);
    }

    @Test
    void everyModelIsThere() {
        assertThat(catalog.models())
                .extracting(Model::id)
                .containsExactlyInAnyOrder(
                        "gpt-image-2",
                        "gpt-image-1.5",
                        "gpt-image-1",
                        "gpt-image-1-mini",
                        "gpt-image-2.5-sunburst",
                        "gpt-image-2.5-flare",
                        "gemini-3.1-flash-image",
                        "gemini-nano-banana-2.1",
                        "gemini-3.1-flash-lite-image",
                        "gemini-2.5-flash-image",
                        "gemini-3-pro-image",
                        "seedream-4-0-250828",
                        "z-image-turbo",
                        "veo-3.1-generate-001",
                        "veo-3.1-fast-generate-001",
                        "veo-3.1-lite-generate-preview",
                        "veo-3.0-generate-001");
    }

    @Test
    void aFolderGivesTheSameCatalogueAsTheClassPath() {
        assertThat(Catalog.load(RESOURCES).models()).containsExactlyInAnyOrderElementsOf(catalog.models());
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-2-2026-04-21, gpt-image-2",
        "gemini-3.1-flash-image-preview, gemini-3.1-flash-image",
        "doubao-seedream-4-0-250828, seedream-4-0-250828",
        "z-image-turbo, z-image-turbo"
    })
    void aliasesLeadToTheModel(String name, String id) {
        assertThat(catalog.model(name)).map(Model::id).contains(id);
    }

    @Test
    void doesNotGuessAtUnknownNames() {
        assertThat(catalog.model("gpt-image-9")).isEmpty();
        assertThatThrownBy(() -> catalog.priceBook("discount"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("price book is \"discount\", expected one of [official, seed-000]");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-1, openai, 2026-10-22, true",
        "gpt-image-1, openai, 2026-10-23, false", // the day of the shutdown is the first without it
        "gpt-image-1, simulator, 2027-01-01, true",
        "gpt-image-1, vertex, 2026-01-01, false", // never lived there
        "gpt-image-2, openai, 2026-04-20, false", // not yet released
        "gpt-image-2, openai, 2026-04-21, true",
        "gemini-3.1-flash-image, gemini-api, 2026-10-28, true",
        "gemini-3.1-flash-image, gemini-api, 2026-10-29, false",
        "gemini-3.1-flash-image, vertex, 2026-10-29, true",
        "veo-3.1-generate-001, gemini-api, 2026-10-22, false",
        "veo-3.1-generate-001, vertex, 2026-10-22, true"
    })
    void livesWhereAndWhenTheProviderSays(String model, String endpoint, LocalDate date, boolean alive) {
        assertThat(lifecycleOf(model).aliveOn(endpoint, date)).isEqualTo(alive);
    }

    @Test
    void everyModelIsAliveOnTheSimulator() {
        assertThat(catalog.models())
                .allMatch(model -> model.lifecycle().aliveOn(Lifecycle.SIMULATOR, LocalDate.of(2030, 1, 1)));
    }

    @Test
    void successorsAreData() {
        assertThat(lifecycleOf("gpt-image-1").replacementOn("openai")).contains("gpt-image-2.5-sunburst");
        assertThat(lifecycleOf("gpt-image-1").shutdownOn("openai")).contains(LocalDate.of(2026, 10, 23));
        assertThat(lifecycleOf("gemini-3.1-flash-image").replacementOn("gemini-api"))
                .contains("gemini-nano-banana-2.1");
        assertThat(lifecycleOf("gemini-3.1-flash-image").replacementOn("vertex"))
                .isEmpty();
    }

    @Test
    void tellsLatenciesWhereASourceDoes() {
        Model gpt = catalog.model("gpt-image-2").orElseThrow();

        assertThat(gpt.latency("high")).contains(ofSeconds(60));
        assertThat(gpt.batchLatency()).contains(ofMinutes(30));
        assertThat(gpt.latency("xhigh")).isEmpty();
        assertThat(catalog.model("gpt-image-1").orElseThrow().latency("high")).isEmpty();
    }

    @Test
    void tellsRateLimitsByAccountTier() {
        Model gpt = catalog.model("gpt-image-2").orElseThrow();
        Model seedream = catalog.model("seedream-4.0").orElseThrow();

        assertThat(gpt.rateLimit("tier3")).contains(new RateLimit(50, null, 800_000, null));
        assertThat(gpt.rateLimit("tier9")).isEmpty();
        assertThat(seedream.rateLimit("tier3")).contains(new RateLimit(500, null, null, null));
    }

    @Test
    void tellsWhatAModelCanDo() {
        Capabilities gpt = catalog.model("gpt-image-2").orElseThrow().capabilities();
        Capabilities nano =
                catalog.model("gemini-3.1-flash-image").orElseThrow().capabilities();

        assertThat(gpt.can(Mode.MASK)).isTrue();
        assertThat(nano.can(Mode.MASK)).isFalse();
        assertThat(nano.maxReferences()).isEqualTo(14);
        assertThat(nano.hasTier("0.5K")).isTrue();
        assertThat(gpt.hasTier("xhigh")).isFalse();
        assertThat(catalog.model("gemini-nano-banana-2.1")
                        .orElseThrow()
                        .capabilities()
                        .textRendering())
                .isNull();
    }

    private Lifecycle lifecycleOf(String model) {
        return catalog.model(model).orElseThrow().lifecycle();
    }

    private static List<String> filesIn(String kind) throws IOException {
        try (var files = Files.list(RESOURCES.resolve(kind))) {
            return files.map(file -> kind + "/" + file.getFileName()).toList();
        }
    }
}
