package io.diptych.standalone.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/// An article of the demonstration's shop.
///
/// @param labelText text that is printed on the product
public record Sku(
        @JsonProperty("sku") String id,
        @JsonProperty("name") String name,
        @JsonProperty("category") String category,
        @JsonProperty("brand") String brand,
        @JsonProperty("label_text") String labelText,
        @JsonProperty("has_hd_photo") boolean hasHdPhoto) {

    /// The articles of `demo/skus.csv`, in its order.
    ///
    /// @param count how many, from the first
    /// @throws IllegalArgumentException when the file has fewer
    public static List<Sku> first(int count) {
        List<Sku> all = all();
        if (count < 1 || count > all.size()) {
            throw new IllegalArgumentException("skus is " + count + ", must be within 1.." + all.size());
        }
        return all.subList(0, count);
    }

    private static List<Sku> all() {
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (InputStream csv = Objects.requireNonNull(
                        Sku.class.getResourceAsStream("/demo/skus.csv"), "demo/skus.csv is not on the class path");
                MappingIterator<Sku> rows = CsvMapper.shared().readerFor(Sku.class).with(header).readValues(csv)) {
            return rows.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read demo/skus.csv", e);
        }
    }
}
