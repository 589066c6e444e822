package io.diptych.embedded.child;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/// The schema registry's process: runs the Quarkus application it is given on the class path, and asks its Confluent
/// API until that answers.
public final class RegistryProcess {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private RegistryProcess() {}

    /// Takes a URL that answers 200 once the registry is ready.
    public static void main(String[] arguments) throws Exception {
        Parent.watch();
        URI question = URI.create(arguments[0]);
        Thread.ofPlatform().daemon().name("ready-watch").start(() -> tellWhenAnswered(question));
        Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
    }

    private static void tellWhenAnswered(URI question) {
        try {
            while (!answers(question)) {
                Thread.sleep(BETWEEN_QUESTIONS);
            }
            Parent.tellReady();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(URI question) {
        try {
            var connection = (HttpURLConnection) question.toURL().openConnection();
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }
}
