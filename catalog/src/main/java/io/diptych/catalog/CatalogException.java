package io.diptych.catalog;

import io.diptych.catalog.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// A catalogue that cannot be used, with every mistake of every file.
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    CatalogException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining(
                        "",
                        "the catalogue has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:"),
                        "")));
        this.problems = List.copyOf(problems);
    }

    /// All mistakes, in the order of the files.
    public List<Problem> problems() {
        return problems;
    }
}
