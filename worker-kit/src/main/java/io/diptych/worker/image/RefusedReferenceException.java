package io.diptych.worker.image;

/// A reference that no provider should get. The message names the field, its value and what would be
/// right.
public final class RefusedReferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    RefusedReferenceException(String field, Object value, String right) {
        super(field + " is " + value + ", " + right);
        this.field = field;
    }

    /// Path of the field in the request, for example `references[0].asset.uri`.
    public String field() {
        return field;
    }
}
