package io.diptych.catalog;

import static io.diptych.catalog.CatalogFolder.MODELS;
import static io.diptych.catalog.CatalogFolder.PRICES;
import static io.diptych.catalog.CatalogFolder.spoil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogErrorsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theUnspoiltFolderLoads() {
        assertThat(Catalog.load(new CatalogFolder(folder).sound().folder()).models())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            max_references: 4 | max_refs: 4 | model alpha: field capabilities.max_references: found nothing, expected a whole number from 0 to 1000 && model alpha: field capabilities.max_refs: found an unknown field, expected one of [batch, images_per_call, max_references, modes, output_formats, partial_images, prompt_max_chars, qualities, seed, sizes, streaming, text_rendering, transparent_background, video]
            max_references: 4 | max_references: many | model alpha: field capabilities.max_references: found "many", expected a whole number from 0 to 1000
            max_references: 4 | max_references: -1 | model alpha: field capabilities.max_references: found -1, expected a whole number from 0 to 1000
            max_references: 4 | max_references: 1.5 | model alpha: field capabilities.max_references: found 1.5, expected a whole number from 0 to 1000
            batch: true | batch: perhaps | model alpha: field capabilities.batch: found "perhaps", expected true or false
            modes: [generate, edit] | modes: [generate, dream] | model alpha: field capabilities.modes: found "dream", expected one of generate, edit, mask, video
            modes: [generate, edit] | modes: [] | model alpha: field capabilities.modes: found modes is an empty list, expected at least one mode such as generate
            modes: [generate, edit] | modes: generate | model alpha: field capabilities.modes: found "generate", expected one of generate, edit, mask, video
            modes: [generate, edit] | modes: [video] | model alpha: field capabilities.video: found nothing, expected a mapping exactly when modes has video
            family: letters | family: 7 | model alpha: field family: found 7, expected a text
            family: letters | colour: red | model alpha: field family: found nothing, expected a text && model alpha: field colour: found an unknown field, expected one of [aliases, capabilities, endpoints, family, id, latency, marketing_name, rate_limits, tier]
            - id: alpha | - name: alpha | model (no id): field id: found nothing, expected a text && model (no id): field name: found an unknown field, expected one of [aliases, capabilities, endpoints, family, id, latency, marketing_name, rate_limits, tier] && price of alpha from 2026-01-01: field model: found "alpha", expected the id or alias of a model of the catalogue && price of alpha from 2026-03-01: field model: found "alpha", expected the id or alias of a model of the catalogue
            [alpha-preview] | [alpha] | model alpha: field aliases: found "alpha", expected a name that model alpha of models/acme.yaml does not have already
            [alpha-preview] | [a, a] | model alpha: field aliases: found "a", expected a name that model alpha of models/acme.yaml does not have already
            - id: beta | - id: alpha | model alpha: field id: found "alpha", expected a name that model alpha of models/acme.yaml does not have already && model alpha: field endpoints.acme.replacement: found "beta", expected the id of another model of the catalogue && price of beta from 2026-01-01: field model: found "beta", expected the id or alias of a model of the catalogue
            replacement: beta | replacement: gamma | model alpha: field endpoints.acme.replacement: found "gamma", expected the id of another model of the catalogue
            replacement: beta | replacement: alpha-preview | model alpha: field endpoints.acme.replacement: found "alpha-preview", expected the id of another model of the catalogue
            released: 2026-01-01 | released: soon | model alpha: field endpoints.acme.released: found "soon", expected a date such as 2026-11-20
            released: 2026-01-01 | released: 2026-06-01 | model alpha: field endpoints.acme.shutdown: found released 2026-06-01 and shut down 2026-06-01, expected the release first
            acme: {released | simulator: {released | model alpha: field endpoints.simulator: found a live endpoint, expected none: every model is alive on the simulator
            ratios: ["1:1"] | ratios: ["1-1"] | model alpha: field capabilities.sizes.tiers.ratios: found "1-1", expected a list of aspect ratios such as "4:5"
            pixels: square | pixels: round | model alpha: field capabilities.sizes.tiers.pixels: found "round", expected one of the file's pixel_tables [square]
            1024x1024 | 1024x768 | the file: field pixel_tables.square.1K.1:1: found "1024x768", expected a size within 5 % of its aspect ratio
            1024x1024 | large | the file: field pixel_tables.square.1K.1:1: found "large", expected a size such as 1024x1024
            {"1:1" | {"1to1" | the file: field pixel_tables.square.1K.1to1: found the ratio "1to1", expected an aspect ratio such as 4:5
            ratio_min: "1:2" | ratio_min: "0:2" | model beta: field capabilities.sizes.free.ratio_min: found "0:2", expected an aspect ratio such as 1:3
            ratio_min: "1:2" | ratio_min: "3:1" | model beta: field capabilities.sizes.free.(all): found ratios from 3:1 to 2:1, expected the taller one first
            min_pixels: 256 | min_pixels: 2000000 | model beta: field capabilities.sizes.free.(all): found pixels from 2000000 to 1048576, expected 1 <= least <= most
            sizes: {tiers | sizes: {steps | model alpha: field capabilities.sizes.steps: found an unknown field, expected exactly one of free, fixed, tiers
            1K: 5s | 1K: 5 | model alpha: field latency.1K: found 5, expected a duration such as 10s, 30m or 24h
            {ipm: 10} | {ipm: 0} | model alpha: field rate_limits.default.ipm: found 0, expected a whole number from 1 to 1000000000
            """)
    void aWrongModelIsNamed(String right, String wrong, String expected) {
        new CatalogFolder(folder).models(spoil(MODELS, right, wrong)).prices(PRICES);

        assertThat(problemsOfLoading()).isEqualTo(located(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1K: 0.10 | 1K: -0.10 | price of alpha from 2026-01-01: field images.standard.1K: found -0.10, expected a number of at least 0
            1K: 0.10 | 1K: free | price of alpha from 2026-01-01: field images.standard.1K: found "free", expected a number of at least 0
            1K: 0.10 | 3K: 0.10 | price of alpha from 2026-01-01: field images.standard.3K: found the tier "3K", expected any or a tier of the model: [1K]
            1K: 0.10 | 1K: {tiny: 0.10} | price of alpha from 2026-01-01: field images.standard.1K.tiny: found an unknown field, expected one of the size_classes []
            model: beta | model: gamma | price of gamma from 2026-01-01: field model: found "gamma", expected the id or alias of a model of the catalogue
            model: beta | modell: beta | price of (no model) from 2026-01-01: field model: found nothing, expected a text && price of (no model) from 2026-01-01: field modell: found an unknown field, expected one of [from, images, model, seconds, to, tokens]
            to: 2026-03-01 | to: 2026-04-01 | price of alpha from 2026-03-01: field from: found "2026-03-01", expected a day not before 2026-04-01, on which the price from 2026-01-01 ends
            to: 2026-03-01 | to: 2026-02-01 | price of alpha from 2026-03-01: field from: found "2026-03-01", expected 2026-02-01, the day on which the price before it ends: there must be no gap
            to: 2026-03-01 | to: | price of alpha from 2026-03-01: field from: found "2026-03-01", expected the price from 2026-01-01 to end first: it has no "to"
            to: 2026-03-01 | to: 2026-01-01 | price of alpha from 2026-01-01: field to: found from 2026-01-01 to 2026-01-01, expected from before to
            from: 2026-01-01 | from: yesterday | price of alpha from yesterday: field from: found "yesterday", expected a date such as 2026-11-20
            currency: USD | currency: EUR | the file: field currency: found "EUR", expected USD
            {text_in: 1, | {text_on: 1, | price of beta from 2026-01-01: field tokens.per_million.text_in: found nothing, expected a number of at least 0 && price of beta from 2026-01-01: field tokens.per_million.text_on: found an unknown field, expected one of [image_in, image_in_cached, image_out, text_in, text_in_cached, text_out]
            formula: gpt-image-2 | formula: magic | price of beta from 2026-01-01: field tokens.estimate.image_out.formula: found "magic", expected the formula gpt-image-2, the only one there is
            {formula: gpt-image-2} | {} | price of beta from 2026-01-01: field tokens.estimate.image_out.(all): found [], expected exactly one of [formula, tokens_by_tier, tokens_by_size, prices_by_size]
            estimate: {image_out: {formula: gpt-image-2}} | batch_multiplier: 2 | price of beta from 2026-01-01: field tokens.batch_multiplier: found 2, expected a number above 0 and at most 1
            images: {standard: {1K: 0.10}} | pieces: {} | price of alpha from 2026-01-01: field (all): found [], expected exactly one of [tokens, images, seconds] && price of alpha from 2026-01-01: field pieces: found an unknown field, expected one of [from, images, model, seconds, to, tokens]
            """)
    void aWrongPriceIsNamed(String right, String wrong, String expected) {
        new CatalogFolder(folder).models(MODELS).prices(spoil(PRICES, right, wrong));

        assertThat(problemsOfLoading()).isEqualTo(located(expected));
    }

    @Test
    void anItemThatIsNoMappingIsNamed() {
        new CatalogFolder(folder).models(MODELS).prices(PRICES + "  - alpha costs ten cents\n");

        assertThat(problemsOfLoading())
                .isEqualTo(located("the file: field prices[3]: found \"alpha costs ten cents\", expected a mapping")
                        .replace("models/acme", "prices/list"));
    }

    @Test
    void allMistakesOfAllFilesAreToldTogether() {
        new CatalogFolder(folder)
                .models(spoil(spoil(MODELS, "max_references: 4", "max_references: many"), "2026-06-01", "June"))
                .prices(spoil(PRICES, "0.10", "-1"));

        var thrown = catchThrowableOfType(CatalogException.class, () -> Catalog.load(folder));

        assertThat(thrown).hasMessage("""
                the catalogue has 3 problems:
                  models/acme.yaml: model alpha: field capabilities.max_references: found "many", expected a whole number from 0 to 1000
                  models/acme.yaml: model alpha: field endpoints.acme.shutdown: found "June", expected a date such as 2026-11-20
                  prices/list.yaml: price of alpha from 2026-01-01: field images.standard.1K: found -1, expected a number of at least 0""");
        assertThat(thrown.problems()).hasSize(3);
    }

    @Test
    void twoFilesMustNotShareAnAlias() {
        new CatalogFolder(folder)
                .sound()
                .write("models/other.yaml", spoil(MODELS, "provider: acme", "provider: other"));

        assertThat(problemsOfLoading().lines())
                .containsExactly(
                        "the catalogue has 3 problems:",
                        "  models/other.yaml: model alpha: field id: found \"alpha\","
                                + " expected a name that model alpha of models/acme.yaml does not have already",
                        "  models/other.yaml: model alpha: field aliases: found \"alpha-preview\","
                                + " expected a name that model alpha of models/acme.yaml does not have already",
                        "  models/other.yaml: model beta: field id: found \"beta\","
                                + " expected a name that model beta of models/acme.yaml does not have already");
    }

    @Test
    void twoFilesMustNotBeTheSamePriceBook() {
        new CatalogFolder(folder).sound().write("prices/twin.yaml", PRICES);

        assertThat(problemsOfLoading())
                .isEqualTo("the catalogue has 1 problem:\n  prices/twin.yaml: the file: field price_book:"
                        + " found \"list\", expected a name that another file does not have already");
    }

    @Test
    void brokenYamlIsLocated() {
        new CatalogFolder(folder).models(MODELS).prices("price_book: [list\nversion: 1\n");

        assertThat(problemsOfLoading())
                .startsWith("the catalogue has 1 problem:\n  prices/list.yaml:2: the file: field (all): found ")
                .endsWith(", expected valid YAML without repeated keys");
    }

    @Test
    void aKeyGivenTwiceIsLocated() {
        new CatalogFolder(folder).models(MODELS).prices(spoil(PRICES, "version: \"1\"", "price_book: other"));

        assertThat(problemsOfLoading())
                .startsWith("the catalogue has 1 problem:\n  prices/list.yaml:2: the file: field (all): found ")
                .contains("price_book")
                .endsWith(", expected valid YAML without repeated keys");
    }

    @Test
    void aFileThatIsNoMappingIsNamed() {
        new CatalogFolder(folder).models(MODELS).prices("- just\n- a list\n");

        assertThat(problemsOfLoading())
                .isEqualTo("the catalogue has 1 problem:\n"
                        + "  prices/list.yaml: the file: field (all): found a list, expected a YAML mapping");
    }

    @Test
    void anEmptyFolderIsNamed() {
        assertThat(problemsOfLoading())
                .contains("models/*.yaml: the folder: field (all): found ")
                .contains("prices/*.yaml: the folder: field (all): found ")
                .contains("expected readable UTF-8 files");
    }

    private String problemsOfLoading() {
        return String.valueOf(catchThrowableOfType(CatalogException.class, () -> Catalog.load(folder))
                .getMessage());
    }

    private static String located(String expected) {
        String[] problems = expected.split(" && ", -1);
        var message = new StringBuilder(
                "the catalogue has " + problems.length + " problem" + (problems.length == 1 ? ":" : "s:"));
        for (String problem : problems) {
            boolean price = problem.startsWith("price of") || problem.startsWith("the file: field currency");
            message.append("\n  ")
                    .append(price ? "prices/list.yaml: " : "models/acme.yaml: ")
                    .append(problem);
        }
        return message.toString();
    }
}
