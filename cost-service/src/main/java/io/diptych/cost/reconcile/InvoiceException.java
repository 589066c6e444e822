package io.diptych.cost.reconcile;

/// An invoice that cannot be read: names the line, the field, its value and what would be right.
public final class InvoiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    InvoiceException(long line, String field, String value, String expected) {
        super("line " + line + ": field " + field + " is '" + value + "', must be " + expected);
        this.field = field;
    }

    /// The field that is wrong.
    public String field() {
        return field;
    }
}
