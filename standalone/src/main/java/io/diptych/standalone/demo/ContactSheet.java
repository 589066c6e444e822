package io.diptych.standalone.demo;

import io.diptych.events.AssetRef;
import io.diptych.events.JobOutcome;
import io.diptych.platform.assets.AssetStore;
import io.diptych.standalone.demo.Plan.PlannedStage;
import io.diptych.standalone.stack.StackAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Writes the images of a run and a page that shows them, stage by stage.
final class ContactSheet {
    private final AssetStore assets;
    private final Path folder;

    ContactSheet(StackAddresses stack, Path folder) {
        this.assets = StackAssets.of(stack);
        this.folder = folder;
    }

    /// Writes `index.html` and the images beside it.
    ///
    /// @return the page
    Path write(Plan plan, List<Sku> skus, List<JobOutcome> outcomes) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Map<String, Sku> bySku = skus.stream().collect(Collectors.toMap(Sku::id, sku -> sku));
        StringBuilder body = new StringBuilder();
        for (PlannedStage stage : plan.stages()) {
            List<JobOutcome> made = outcomes.stream()
                    .filter(outcome -> outcome.getPurpose().getStage() == stage.stage())
                    .toList();
            body.append("<section><h2>")
                    .append(escaped(stage.title()))
                    .append(" <small>")
                    .append(made.size())
                    .append(" images</small></h2><div class=\"grid\">\n");
            made.forEach(outcome -> body.append(figure(outcome, bySku, images)));
            body.append("</div></section>\n");
        }
        Path page = folder.resolve("index.html");
        Files.writeString(
                page, template().replace("{{title}}", escaped(plan.title())).replace("{{body}}", body));
        return page;
    }

    private String figure(JobOutcome outcome, Map<String, Sku> skus, Path images) {
        Sku sku = skus.get(String.valueOf(outcome.getContext().getSku()));
        String name = sku == null ? outcome.getJobId() : sku.name();
        AssetRef asset = outcome.getImage();
        if (asset == null) {
            return "<figure class=\"missing\"><div>" + outcome.getStatus() + "</div><figcaption>" + escaped(name)
                    + "</figcaption></figure>\n";
        }
        String file = outcome.getJobId().replace('#', '-') + extension(asset.getMediaType());
        try {
            Files.write(images.resolve(file), assets.read(asset));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + images.resolve(file), e);
        }
        return "<figure><a href=\"images/%s\"><img loading=\"lazy\" src=\"images/%s\" alt=\"%s\"></a><figcaption><b>%s</b><span>%s</span></figcaption></figure>\n"
                .formatted(
                        escaped(file),
                        escaped(file),
                        escaped(name),
                        escaped(name),
                        escaped(String.valueOf(outcome.getModel())));
    }

    private static String extension(String mediaType) {
        return switch (mediaType.toLowerCase(Locale.ROOT)) {
            case "image/jpeg" -> ".jpg";
            case "image/webp" -> ".webp";
            default -> ".png";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String template() throws IOException {
        try (var html = Objects.requireNonNull(
                ContactSheet.class.getResourceAsStream("/demo/contact-sheet.html"),
                "demo/contact-sheet.html is not on the class path")) {
            return new String(html.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
