package io.diptych.embedded.child;

import java.io.IOException;
import java.time.Duration;

/// The process that started this one. It holds the other end of our standard input and never writes to it: the end of
/// the stream means that it wants us to end, or that it is dead.
public final class Parent {

    /// What a child prints on a line of its own once it answers its clients.
    public static final String READY_LINE = "diptych: ready";

    /// System property of a child: `true` if its data is wanted later, so that it must end in good order.
    public static final String KEEPS_DATA = "diptych.keeps-data";

    private static final Duration ORDERLY_END_LIMIT = Duration.ofSeconds(15);

    private Parent() {}

    /// Ends this JVM when the parent wants it or is gone: in good order if data is to be kept, else at once.
    static void watch() {
        boolean orderly = Boolean.getBoolean(KEEPS_DATA);
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            awaitEndOfInput();
            if (!orderly) {
                Runtime.getRuntime().halt(0);
            }
            Thread.ofPlatform().daemon().name("last-resort").start(Parent::haltWhenLate);
            System.exit(0);
        });
    }

    static void tellReady() {
        System.out.println(READY_LINE);
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said, only ended
            }
        } catch (IOException broken) {
            // as good as the end
        }
    }

    private static void haltWhenLate() {
        try {
            Thread.sleep(ORDERLY_END_LIMIT);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
