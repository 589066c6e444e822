package io.diptych.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A small catalogue in a folder, sound until a test spoils one line of it.
record CatalogFolder(Path folder) {

    static final String MODELS = """
            provider: acme
            pixel_tables:
              square: {1K: {"1:1": 1024x1024}}
            models:
              - id: alpha
                aliases: [alpha-preview]
                family: letters
                tier: premium
                endpoints:
                  acme: {released: 2026-01-01, shutdown: 2026-06-01, replacement: beta}
                capabilities:
                  modes: [generate, edit]
                  max_references: 4
                  images_per_call: 1
                  sizes: {tiers: {labels: [1K], ratios: ["1:1"], pixels: square}}
                  batch: true
                latency: {1K: 5s}
                rate_limits: {default: {ipm: 10}}
              - id: beta
                family: letters
                tier: economy
                endpoints:
                  acme: {}
                capabilities:
                  modes: [generate]
                  max_references: 0
                  images_per_call: 1
                  sizes: {free: {multiple_of: 16, min_pixels: 256, max_pixels: 1048576, max_edge: 2048, ratio_min: "1:2", ratio_max: "2:1"}}
                  qualities: [low, high]
            """;

    static final String PRICES = """
            price_book: list
            version: "1"
            description: list prices
            currency: USD
            prices:
              - model: alpha
                from: 2026-01-01
                to: 2026-03-01
                images: {standard: {1K: 0.10}}
              - model: alpha
                from: 2026-03-01
                images: {standard: {1K: 0.08}, batch: {any: 0.04}}
              - model: beta
                from: 2026-01-01
                tokens:
                  per_million: {text_in: 1, image_out: 10}
                  estimate: {image_out: {formula: gpt-image-2}}
            """;

    CatalogFolder sound() {
        return models(MODELS).prices(PRICES);
    }

    Catalog load() {
        return Catalog.load(folder);
    }

    CatalogFolder models(String yaml) {
        return write("models/acme.yaml", yaml);
    }

    CatalogFolder prices(String yaml) {
        return write("prices/list.yaml", yaml);
    }

    CatalogFolder write(String name, String yaml) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, yaml);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `text` with `right` turned into `wrong`; fails when there is nothing to turn.
    static String spoil(String text, String right, String wrong) {
        if (!text.contains(right)) {
            throw new AssertionError("nothing to spoil: " + right);
        }
        return text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    }
}
