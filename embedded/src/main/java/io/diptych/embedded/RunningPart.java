package io.diptych.embedded;

/// A part that answers its clients.
interface RunningPart {

    /// Where its clients connect on 127.0.0.1.
    int port();

    /// Of the server's main process.
    long pid();

    void stop();

    /// A part that is one child process.
    record Child(int port, ChildProcess process) implements RunningPart {

        /// The part once it is ready; if it does not become so, the child is stopped.
        static Child whenReady(Launch launch, ChildProcess process) {
            process.awaitReady();
            return new Child(launch.port(), process);
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void stop() {
            process.stop();
        }
    }
}
