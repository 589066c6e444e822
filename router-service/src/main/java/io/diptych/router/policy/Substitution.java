package io.diptych.router.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a route may change against the request, where nothing else can make it, and only where policy and caller both
/// allow it.
public enum Substitution {
    /// A lower resolution.
    RESOLUTION("resolution"),
    /// The nearest aspect ratio.
    ASPECT_RATIO("aspectRatio"),
    /// The nearest size of the same model, where an exact size is asked for.
    SIZE("size");

    private final String field;

    Substitution(String field) {
        this.field = field;
    }

    /// What requests and policies call it.
    public String field() {
        return field;
    }

    /// The substitution of that name.
    public static Optional<Substitution> named(String field) {
        return Arrays.stream(values()).filter(each -> each.field.equals(field)).findFirst();
    }

    /// All names.
    public static List<String> fields() {
        return Arrays.stream(values()).map(Substitution::field).toList();
    }
}
