package io.diptych.platform.workload;

/// Something that a workload needs is not there yet; the message says what.
public final class MissingPrerequisiteException extends Exception {
    private static final long serialVersionUID = 1L;

    public MissingPrerequisiteException(String missing) {
        super(missing);
    }
}
