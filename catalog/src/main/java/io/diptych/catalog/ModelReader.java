package io.diptych.catalog;

import io.diptych.catalog.yaml.Section;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `models/*.yaml`, one file per provider, and then checks what holds between models.
final class ModelReader {

    private static final int PLENTY = 1_000_000_000;
    private static final Pattern DURATION = Pattern.compile("\\d{1,6}[smh]");

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Runnable> laterChecks = new ArrayList<>();

    /// A model as far as it could be read, under one of its names.
    private record Entry(String id, String file, @Nullable Model model) {}

    void read(Section file) {
        String provider = file.text("provider");
        Map<String, Map<String, Map<AspectRatio, PixelSize>>> tables = pixelTables(file);
        for (Section unnamed : file.sections("models")) {
            Section model = unnamed.about("model " + Objects.requireNonNullElse(unnamed.optionalText("id"), "(no id)"));
            read(model, provider, tables);
        }
        file.nothingElse();
    }

    /// Checks that successors exist; call it once, after the last file.
    void check() {
        laterChecks.forEach(Runnable::run);
    }

    /// Every id and alias that is spelled out, readable model or not.
    Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    Map<String, Model> byName() {
        Map<String, Model> models = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            if (entry.model() != null) {
                models.put(name, entry.model());
            }
        });
        return models;
    }

    List<Model> models() {
        return List.copyOf(new LinkedHashSet<>(byName().values()));
    }

    private void read(
            Section model, String provider, Map<String, Map<String, Map<AspectRatio, PixelSize>>> pixelTables) {
        String id = model.text("id");
        List<String> aliases = model.texts("aliases");
        String marketingName = model.optionalText("marketing_name");
        String family = model.text("family");
        String tier = model.text("tier");
        Capabilities capabilities = new CapabilityReader(pixelTables).read(model.section("capabilities"));
        Lifecycle lifecycle = lifecycle(model.section("endpoints"), id);
        Latencies latencies = model.optionalSection("latency")
                .map(ModelReader::latencies)
                .orElseGet(() -> new Latencies(Map.of(), null));
        Map<String, RateLimit> limits = model.optionalSection("rate_limits")
                .map(ModelReader::rateLimits)
                .orElseGet(Map::of);
        model.nothingElse();
        Model built = capabilities == null
                ? null
                : model.build(
                                "(all)",
                                () -> new Model(
                                        id,
                                        aliases,
                                        marketingName,
                                        provider,
                                        family,
                                        tier,
                                        capabilities,
                                        lifecycle,
                                        latencies,
                                        limits))
                        .orElse(null);
        register(model, "id", id, new Entry(id, model.file(), built));
        aliases.forEach(alias -> register(model, "aliases", alias, new Entry(id, model.file(), built)));
    }

    private void register(Section model, String field, String name, Entry entry) {
        Entry first = entries.putIfAbsent(name, entry);
        if (first != null && !name.isEmpty()) {
            model.wrong(
                    field,
                    '"' + name + '"',
                    "a name that model " + first.id() + " of " + first.file() + " does not have already");
        }
    }

    private Lifecycle lifecycle(Section endpoints, String id) {
        Map<String, Availability> byEndpoint = new LinkedHashMap<>();
        for (String endpoint : endpoints.names()) {
            if (endpoint.equals(Lifecycle.SIMULATOR)) {
                endpoints.wrong(endpoint, "a live endpoint", "none: every model is alive on the simulator");
            }
            Section dates = endpoints.section(endpoint);
            LocalDate released = optionalDate(dates, "released");
            LocalDate shutdown = optionalDate(dates, "shutdown");
            String replacement = dates.optionalText("replacement");
            boolean trains = dates.flag("trains_on_data");
            dates.nothingElse();
            dates.build("shutdown", () -> new Availability(released, shutdown, replacement, trains))
                    .ifPresent(availability -> byEndpoint.put(endpoint, availability));
            if (replacement != null) {
                laterChecks.add(() -> checkReplacement(dates, id, replacement));
            }
        }
        return new Lifecycle(byEndpoint);
    }

    private void checkReplacement(Section dates, String id, String replacement) {
        Entry successor = entries.get(replacement);
        if (successor == null || successor.id().equals(id)) {
            dates.wrong("replacement", "the id of another model of the catalogue");
        }
    }

    private static Latencies latencies(Section latency) {
        Map<String, Duration> tiers = new LinkedHashMap<>();
        for (String tier : latency.names()) {
            if (!tier.equals("batch")) {
                tiers.put(tier, duration(latency, tier));
            }
        }
        return new Latencies(tiers, latency.has("batch") ? duration(latency, "batch") : null);
    }

    private static Map<String, RateLimit> rateLimits(Section limits) {
        Map<String, RateLimit> byTier = new LinkedHashMap<>();
        for (String accountTier : limits.names()) {
            Section limit = limits.section(accountTier);
            byTier.put(
                    accountTier,
                    new RateLimit(
                            limit.optionalWhole("ipm", 1, PLENTY),
                            limit.optionalWhole("rpm", 1, PLENTY),
                            limit.optionalWhole("tpm", 1, PLENTY),
                            limit.optionalWhole("concurrent", 1, PLENTY)));
            limit.nothingElse();
        }
        return byTier;
    }

    private static Map<String, Map<String, Map<AspectRatio, PixelSize>>> pixelTables(Section file) {
        Map<String, Map<String, Map<AspectRatio, PixelSize>>> tables = new LinkedHashMap<>();
        Optional<Section> named = file.optionalSection("pixel_tables");
        named.ifPresent(section -> section.names().forEach(name -> {
            Section table = section.section(name);
            Map<String, Map<AspectRatio, PixelSize>> byTier = new LinkedHashMap<>();
            table.names().forEach(tier -> byTier.put(Tier.canonical(tier), pixels(table.section(tier))));
            tables.put(name, byTier);
        }));
        return tables;
    }

    private static Map<AspectRatio, PixelSize> pixels(Section row) {
        Map<AspectRatio, PixelSize> pixels = new LinkedHashMap<>();
        for (String written : row.names()) {
            PixelSize size = row.parsed(written, "a size such as 1024x1024", PixelSize::parse, new PixelSize(1, 1));
            try {
                AspectRatio ratio = AspectRatio.parse(written);
                if (ratio.deviationOf(size) > 0.05) {
                    row.wrong(written, "a size within 5 % of its aspect ratio");
                }
                pixels.put(ratio, size);
            } catch (IllegalArgumentException _) {
                row.wrong(written, "the ratio \"" + written + '"', "an aspect ratio such as 4:5");
            }
        }
        return pixels;
    }

    static Duration duration(Section section, String field) {
        return section.parsed(field, "a duration such as 10s, 30m or 24h", ModelReader::parseDuration, Duration.ZERO);
    }

    static Duration parseDuration(String text) {
        if (!DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException("duration is \"" + text + "\", expected 10s, 30m or 24h");
        }
        return Duration.parse("PT" + text);
    }

    static @Nullable LocalDate optionalDate(Section section, String field) {
        return section.has(field) ? date(section, field) : null;
    }

    static LocalDate date(Section section, String field) {
        return section.parsed(field, "a date such as 2026-11-20", ModelReader::parseDate, LocalDate.EPOCH);
    }

    private static LocalDate parseDate(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("date is \"" + text + "\", expected a date such as 2026-11-20", e);
        }
    }
}
