package io.diptych.catalog;

import io.diptych.catalog.yaml.Section;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one file of `prices/*.yaml`: a price book.
final class PriceBookReader {

    private final Map<String, Model> models;
    private final Set<String> names;

    /// @param models every readable model by every id and alias
    /// @param names  every id and alias, those of unreadable models included
    PriceBookReader(Map<String, Model> models, Set<String> names) {
        this.models = models;
        this.names = names;
    }

    /// One period as written, to be checked against its neighbours.
    private record Written(
            Section section, LocalDate from, @Nullable LocalDate to, PricePeriod period) {}

    Optional<PriceBook> read(Section file) {
        String name = file.text("price_book");
        String version = file.text("version");
        String description = file.text("description");
        if (!file.text("currency").equals("USD")) {
            file.wrong("currency", "USD");
        }
        Map<String, List<Written>> byModel = new LinkedHashMap<>();
        for (Section unnamed : file.sections("prices")) {
            String model = Objects.requireNonNullElse(unnamed.optionalText("model"), "(no model)");
            String from = unnamed.has("from") ? " from " + unnamed.text("from") : "";
            readPeriod(unnamed.about("price of " + model + from), byModel);
        }
        file.nothingElse();
        Map<String, List<PricePeriod>> periods = new LinkedHashMap<>();
        byModel.forEach((id, written) -> periods.put(id, inOrder(written)));
        return file.build("(all)", () -> new PriceBook(name, version, description, models, periods));
    }

    private void readPeriod(Section price, Map<String, List<Written>> byModel) {
        String name = price.text("model");
        Model model = models.get(name);
        if (!names.contains(name) && price.has("model")) {
            price.wrong("model", "the id or alias of a model of the catalogue");
        }
        LocalDate from = ModelReader.date(price, "from");
        LocalDate to = ModelReader.optionalDate(price, "to");
        Optional<Rates> rates = new RatesReader(model).read(price);
        price.nothingElse();
        rates.flatMap(known -> price.build("to", () -> new PricePeriod(from, to, known)))
                .ifPresent(period -> byModel.computeIfAbsent(model == null ? name : model.id(), _ -> new ArrayList<>())
                        .add(new Written(price, from, to, period)));
    }

    private static List<PricePeriod> inOrder(List<Written> written) {
        List<Written> sorted =
                written.stream().sorted(Comparator.comparing(Written::from)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            LocalDate end = sorted.get(i - 1).to();
            Written next = sorted.get(i);
            if (end == null || end.isAfter(next.from())) {
                next.section().wrong("from", overlap(sorted.get(i - 1)));
            } else if (end.isBefore(next.from())) {
                next.section().wrong("from", end + ", the day on which the price before it ends: there must be no gap");
            }
        }
        return sorted.stream().map(Written::period).toList();
    }

    private static String overlap(Written before) {
        return before.to() == null
                ? "the price from " + before.from() + " to end first: it has no \"to\""
                : "a day not before " + before.to() + ", on which the price from " + before.from() + " ends";
    }
}
