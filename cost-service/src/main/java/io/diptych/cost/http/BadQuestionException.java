package io.diptych.cost.http;

/// A question cannot be understood; the message names the parameter, its value and what would be right.
final class BadQuestionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    BadQuestionException(String field, String value, String expected) {
        super(field + " is '" + value + "', must be " + expected);
        this.field = field;
    }

    String field() {
        return field;
    }
}
