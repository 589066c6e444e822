package io.diptych.worker.prompt;

/// A request cannot be put into words. Found before anything is bought.
public final class UnusablePromptException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    /// @param field of the request that is to blame, as a path such as `request.template`
    public UnusablePromptException(String field, String message) {
        super(message);
        this.field = field;
    }

    /// Field of the request that is to blame, as a path.
    public String field() {
        return field;
    }
}
