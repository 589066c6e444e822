package io.diptych.simulator.invoice;

import io.diptych.simulator.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The price books that come with the simulator.
public final class PriceBooks {

    private static final String FILE = "/io/diptych/simulator/price-books.json";

    private PriceBooks() {}

    /// Reads a price book.
    ///
    /// @param name `official` or `seed-000`
    /// @throws IllegalArgumentException if there is no such book
    public static PriceBook load(String name) {
        JsonNode books = read();
        JsonNode book = books.get(name);
        if (book == null) {
            throw new IllegalArgumentException(
                    "price book is " + name + ", but must be one of " + books.propertyNames());
        }
        PriceBook ofImages = book.has("perMillionTokens")
                ? new TokenPrices(name, rates(book.required("perMillionTokens")))
                : new ImagePrices(name, prices(book.required("perImage")));
        return new SecondPrices(ofImages, perSecond(book.path("perSecond")));
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(PriceBooks.class.getResourceAsStream(FILE), FILE)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private static Map<String, TokenPrices.Rates> rates(JsonNode models) {
        Map<String, TokenPrices.Rates> rates = new HashMap<>();
        models.properties()
                .forEach(model -> rates.put(
                        model.getKey(),
                        new TokenPrices.Rates(
                                decimal(model.getValue(), "textIn"),
                                decimal(model.getValue(), "imageIn"),
                                decimal(model.getValue(), "textOut"),
                                decimal(model.getValue(), "imageOut"),
                                decimal(model.getValue(), "batchMultiplier"),
                                decimal(model.getValue(), "perImage"))));
        return rates;
    }

    private static Map<String, Map<String, BigDecimal>> perSecond(JsonNode models) {
        Map<String, Map<String, BigDecimal>> prices = new HashMap<>();
        models.properties().forEach(model -> {
            Map<String, BigDecimal> ofModel = new HashMap<>();
            model.getValue()
                    .properties()
                    .forEach(tier -> ofModel.put(
                            tier.getKey(), new BigDecimal(tier.getValue().stringValue())));
            prices.put(model.getKey(), ofModel);
        });
        return prices;
    }

    private static List<ImagePrices.Price> prices(JsonNode rows) {
        List<ImagePrices.Price> prices = new ArrayList<>();
        for (JsonNode row : rows) {
            JsonNode size = row.get("size");
            prices.add(new ImagePrices.Price(
                    row.required("model").stringValue(),
                    row.required("tier").stringValue(),
                    Lane.of(row.required("lane").stringValue()),
                    size == null ? null : size.stringValue(),
                    new BigDecimal(row.required("usd").stringValue())));
        }
        return prices;
    }

    private static @Nullable BigDecimal decimal(JsonNode model, String rate) {
        JsonNode value = model.get(rate);
        return value == null ? null : new BigDecimal(value.stringValue());
    }
}
