package io.diptych.router.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds rules that can never match: those that are false whatever the request, those whose parts exclude one another
/// or ask for what no request has, those after one that always holds, and those of which an earlier rule already asks
/// for some part and nothing else. Also tells of names that are compared with a variable and that it never has.
final class NeverMatching {
    private final String source;
    private final List<Earlier> earlier = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    NeverMatching(String source) {
        this.source = source;
    }

    private record Earlier(String id, Conditions.Compiled compiled) {}

    void add(String id, int line, Conditions.Compiled compiled) {
        String why = why(compiled);
        String rule = source + ":" + line + ": rule " + id;
        if (why.isEmpty()) {
            compiled.strangers().forEach(stranger -> found.add(rule + ": " + stranger));
        } else {
            found.add(rule + " can never match: " + why);
        }
        earlier.add(new Earlier(id, compiled));
    }

    List<String> found() {
        return List.copyOf(found);
    }

    private String why(Conditions.Compiled compiled) {
        if (Boolean.FALSE.equals(compiled.constant())) {
            return "its condition is false whatever the request";
        }
        if (compiled.nobody().isPresent()) {
            return compiled.nobody().get();
        }
        Set<String> parts = new HashSet<>(compiled.conjuncts());
        for (Earlier other : earlier) {
            if (Boolean.TRUE.equals(other.compiled().constant())) {
                return "rule " + other.id() + " before it always holds";
            }
            if (!Boolean.FALSE.equals(other.compiled().constant())
                    && other.compiled().nobody().isEmpty()
                    && parts.containsAll(other.compiled().conjuncts())) {
                return "rule " + other.id() + " before it holds whenever this one does";
            }
        }
        return "";
    }
}
