package io.diptych.schemas;

import io.diptych.events.GenerationRequest;
import org.apache.avro.util.ClassSecurityValidator;

/// Tells Avro that our generated classes may be loaded; it loads none that are not trusted.
///
/// [Topics] does so when it is first used. Code that reads events without a topic calls [#install()] itself.
public final class TrustedEvents {
    private static final String PACKAGE = GenerationRequest.class.getPackageName();

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(PACKAGE)));
    }

    private TrustedEvents() {}

    /// Does so, once for the JVM.
    public static void install() {
        // The static initialiser has done it.
    }
}
