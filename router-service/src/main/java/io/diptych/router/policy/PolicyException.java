package io.diptych.router.policy;

import io.diptych.catalog.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/// Policies that cannot be used, with every mistake of every file.
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PolicyException(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", "routing policies have " + problems.size() + " mistake(s):", "")));
    }
}
