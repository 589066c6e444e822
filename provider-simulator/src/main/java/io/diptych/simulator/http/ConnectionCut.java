package io.diptych.simulator.http;

import java.io.IOException;

/// The connection of a streamed answer is to be dropped, on purpose.
public final class ConnectionCut extends IOException {

    private static final long serialVersionUID = 1L;

    public ConnectionCut() {
        super("the connection is dropped on purpose");
    }
}
