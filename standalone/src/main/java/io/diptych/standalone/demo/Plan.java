package io.diptych.standalone.demo;

import io.diptych.events.Lane;
import io.diptych.events.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// A plan of the article (seed 000), as data: what is bought at each stage, beside the article's own figures.
///
/// @param name            for the command line
/// @param policy          routing policy that carries it out
/// @param articleTotalUsd what the article says 100 SKUs cost
public record Plan(String name, String title, String policy, BigDecimal articleTotalUsd, List<PlannedStage> stages) {
    /// SKUs of the article's table.
    static final int ARTICLE_SKUS = 100;

    public Plan {
        stages = List.copyOf(stages);
    }

    /// One row of the article's table.
    ///
    /// @param perSkus one request for so many SKUs
    /// @param count   images of each request
    public record PlannedStage(
            String title, Stage stage, int perSkus, int count, String resolution, Lane lane, ArticleRow article) {}

    /// What the article says of the stage, for 100 SKUs.
    public record ArticleRow(String model, int images, BigDecimal unitUsd) {
        /// Images times unit price.
        public BigDecimal costUsd() {
            return unitUsd.multiply(BigDecimal.valueOf(images));
        }
    }

    /// Reads a shipped plan.
    ///
    /// @param name `dual`, `gpt` or `nano`
    public static Plan named(String name) {
        try (InputStream yaml = Plan.class.getResourceAsStream("/plans/" + name + ".yaml")) {
            if (yaml == null) {
                throw new IllegalArgumentException("plan is '" + name + "', must be one of dual, gpt, nano");
            }
            return YAMLMapper.shared().readValue(yaml, Plan.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read plan " + name, e);
        }
    }
}
