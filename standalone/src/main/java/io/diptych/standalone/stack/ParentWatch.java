package io.diptych.standalone.stack;

/// Ends this process when the process that started it is gone.
public final class ParentWatch {
    /// Environment variable with the parent's process id; absent in a process that stands alone.
    public static final String VARIABLE = "DIPTYCH_PARENT_PID";

    private ParentWatch() {}

    /// Begins to watch, where there is a parent.
    public static void begin() {
        String parent = System.getenv(VARIABLE);
        if (parent == null) {
            return;
        }
        ProcessHandle.of(Long.parseLong(parent))
                .ifPresentOrElse(
                        handle -> {
                            var _ = handle.onExit()
                                    .thenRun(() -> Runtime.getRuntime().exit(0));
                        },
                        () -> Runtime.getRuntime().exit(0));
    }
}
