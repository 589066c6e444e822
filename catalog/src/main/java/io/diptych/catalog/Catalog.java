package io.diptych.catalog;

import io.diptych.catalog.yaml.Document;
import io.diptych.catalog.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every model there is and every price book, checked as a whole when loaded and never changed afterwards.
public final class Catalog {

    private final List<Model> models;
    private final Map<String, Model> byName;
    private final Map<String, PriceBook> priceBooks;

    private Catalog(List<Model> models, Map<String, Model> byName, Map<String, PriceBook> priceBooks) {
        this.models = List.copyOf(models);
        this.byName = Map.copyOf(byName);
        this.priceBooks = Map.copyOf(priceBooks);
    }

    /// The catalogue that is shipped with this module.
    ///
    /// @throws CatalogException with all mistakes, if there are any
    public static Catalog load() {
        return read(CatalogFiles.shipped(), new ArrayList<>());
    }

    /// The catalogue of an operator: `models/*.yaml` and `prices/*.yaml` in a folder, instead of the shipped ones.
    ///
    /// @throws CatalogException with all mistakes, if there are any
    public static Catalog load(Path folder) {
        List<Problem> problems = new ArrayList<>();
        return read(CatalogFiles.in(folder, problems), problems);
    }

    /// All models, in the order of the files.
    public List<Model> models() {
        return models;
    }

    /// The model with that id or alias.
    public Optional<Model> model(String idOrAlias) {
        return Optional.ofNullable(byName.get(idOrAlias));
    }

    /// All price books.
    public List<PriceBook> priceBooks() {
        return List.copyOf(priceBooks.values());
    }

    /// The price book of that name.
    ///
    /// @throws IllegalArgumentException if there is none; the message names those there are
    public PriceBook priceBook(String name) {
        PriceBook book = priceBooks.get(name);
        if (book == null) {
            throw new IllegalArgumentException("price book is \"" + name + "\", expected one of "
                    + priceBooks.keySet().stream().sorted().toList());
        }
        return book;
    }

    private static Catalog read(CatalogFiles files, List<Problem> problems) {
        var modelReader = new ModelReader();
        files.models()
                .forEach((file, text) -> Document.parse(file, text, problems).ifPresent(modelReader::read));
        modelReader.check();
        var priceReader = new PriceBookReader(modelReader.byName(), modelReader.names());
        Map<String, PriceBook> books = new LinkedHashMap<>();
        files.prices()
                .forEach((file, text) -> Document.parse(file, text, problems).ifPresent(section -> {
                    priceReader.read(section).ifPresent(book -> {
                        if (books.put(book.name(), book) != null) {
                            section.wrong("price_book", "a name that another file does not have already");
                        }
                    });
                }));
        if (!problems.isEmpty()) {
            throw new CatalogException(problems);
        }
        return new Catalog(modelReader.models(), modelReader.byName(), books);
    }
}
