package io.diptych.cost.reconcile;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds which of our models an invoice speaks of: the one whose id has most words, all of which the invoice's name
/// has.
final class ModelNames {
    private ModelNames() {}

    static String match(String name, Collection<String> models) {
        if (models.contains(name)) {
            return name;
        }
        List<String> words = words(name);
        return models.stream()
                .filter(model -> words.containsAll(words(model)))
                .max(Comparator.comparingInt((String model) -> words(model).size())
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(name);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9.]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
