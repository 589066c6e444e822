package io.diptych.quality.review.desk;

/// What a reviewer asked for cannot be done.
public final class DeskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String field;

    /// @param field   part of the request that is to blame
    /// @param message names the field, its value and what would be right
    DeskException(Reason reason, String field, String message) {
        super(message);
        this.reason = reason;
        this.field = field;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }

    /// Part of the request that is to blame.
    public String field() {
        return field;
    }

    /// Why something cannot be done.
    public enum Reason {
        /// The request is wrong, whatever the state.
        INVALID,
        /// There is no such thing.
        MISSING,
        /// It could be done at another time, or by someone else.
        CONFLICT,
        /// Only a lead may.
        FORBIDDEN
    }

    /// The request is wrong.
    public static DeskException invalid(String field, String found, String expected) {
        return new DeskException(Reason.INVALID, field, field + " is " + found + ", must be " + expected);
    }

    /// There is no such thing.
    public static DeskException missing(String field, String value) {
        return new DeskException(Reason.MISSING, field, field + " is '" + value + "', there is no such");
    }

    /// It could be done at another time, or by someone else.
    public static DeskException conflict(String field, String message) {
        return new DeskException(Reason.CONFLICT, field, message);
    }
}
