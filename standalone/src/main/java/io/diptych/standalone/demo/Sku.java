package io.diptych.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// An article of the demonstration's shop.
///
/// @param labelText text that is printed on the product
public record Sku(String id, String name, String category, String brand, String labelText, boolean hasHdPhoto) {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

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
        try (InputStream csv = Objects.requireNonNull(
                        Sku.class.getResourceAsStream("/demo/skus.csv"), "demo/skus.csv is not on the class path");
                CSVParser rows = CSVParser.parse(new InputStreamReader(csv, StandardCharsets.UTF_8), FORMAT)) {
            return rows.stream().map(Sku::from).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read demo/skus.csv", e);
        }
    }

    private static Sku from(CSVRecord row) {
        return new Sku(
                row.get("sku"),
                row.get("name"),
                row.get("category"),
                row.get("brand"),
                row.get("label_text"),
                Boolean.parseBoolean(row.get("has_hd_photo")));
    }
}
