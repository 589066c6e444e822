package io.diptych.simulator.http;

/// The call breaks a rule of its provider; carries the answer that says so.
public final class CallRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    public CallRejected(Answer answer) {
        super("call rejected", null, false, false);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
