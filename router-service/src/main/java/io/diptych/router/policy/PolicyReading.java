package io.diptych.router.policy;

import io.diptych.catalog.yaml.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of reading a policy document: a policy, or at least one problem.
///
/// @param found    null exactly where there are problems
/// @param problems every mistake, with its line
/// @param warnings what is allowed and hardly meant, for example a rule that can never match
public record PolicyReading(
        @Nullable Policy found, List<Problem> problems, List<String> warnings) {
    public PolicyReading {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        if ((found == null) == problems.isEmpty()) {
            throw new IllegalArgumentException("policy is " + (found == null ? "missing" : "there") + " with "
                    + problems.size() + " problems, expected one or the other");
        }
    }

    /// The policy, or empty where the document has a mistake.
    public Optional<Policy> policy() {
        return Optional.ofNullable(found);
    }
}
