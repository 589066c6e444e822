package io.diptych.cost;

import static io.diptych.cost.CostStack.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is told live, by the service as it is deployed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveIT {
    private static final String QUESTION = "/api/costs/live?last=PT1H&tenant=board-live";

    private final CostStack stack = CostStack.shared();
    private final BoardEvents events = new BoardEvents(stack, "board-live", Instant.now());

    @Test
    void tellsOfANewImage() throws Exception {
        try (Reader reader = new Reader("")) {
            long before = reader.first().at("/total/attempts").asLong();

            events.oneMore("board-live");

            await().atMost(SOON)
                    .until(() -> reader.newest().at("/total/attempts").asLong() == before + 1);
        }
    }

    @Test
    void tellsWhoComesBackWhatHappenedMeanwhile() throws Exception {
        // Given
        String lastId;
        long before;
        try (Reader reader = new Reader("")) {
            before = reader.first().at("/total/attempts").asLong();
            lastId = reader.lastId();
        }
        events.oneMore("board-meanwhile");

        // When
        try (Reader reader = new Reader(lastId)) {
            // Then
            await().atMost(SOON)
                    .until(() -> !reader.told.isEmpty()
                            && reader.newest().at("/total/attempts").asLong() == before + 1);
            assertThat(reader.ids).doesNotContain(lastId);
        }
    }

    @Test
    void doesNotTellWhoComesBackWhatHeKnows() throws Exception {
        String lastId;
        try (Reader reader = new Reader("")) {
            lastId = String.valueOf(reader.first().get("revision").asLong());
        }

        try (Reader reader = new Reader(lastId)) {
            await().atMost(SOON).until(() -> reader.comments.contains("nothing new") || !reader.ids.isEmpty());

            assertThat(reader.ids).doesNotContain(lastId);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void warnsOfNothingWhenAReaderGoesAway(boolean abruptly) throws Exception {
        // Given
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger live = (Logger) LoggerFactory.getLogger("io.diptych.cost.http.LiveEndpoint");
        live.setLevel(Level.DEBUG);
        root.addAppender(said);
        try {
            // When
            leave(abruptly);
            await().atMost(SOON).until(() -> messages(said, Level.DEBUG).contains("live reader has left"));

            // Then
            assertThat(messages(said, Level.WARN)).isEmpty();
        } finally {
            root.detachAppender(said);
            live.setLevel(null);
        }
    }

    private void leave(boolean abruptly) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), stack.address("/").getPort())) {
            socket.setSoLinger(abruptly, 0);
            socket.getOutputStream()
                    .write(("GET " + QUESTION + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            while (!lines.readLine().startsWith("data:")) {
                assertThat(socket.isConnected()).isTrue();
            }
        }
    }

    private static List<String> messages(ListAppender<ILoggingEvent> said, Level least) {
        return List.copyOf(said.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least))
                .filter(event -> event.getLoggerName().startsWith("org.apache.catalina")
                        || event.getLoggerName().startsWith("org.springframework.web.context.request.async")
                        || event.getLoggerName().startsWith("org.springframework.web.servlet.mvc")
                        || event.getLoggerName().startsWith("io.diptych.cost.http"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private final class Reader implements AutoCloseable {
        private final List<JsonNode> told = new CopyOnWriteArrayList<>();
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final List<String> comments = new CopyOnWriteArrayList<>();
        private final InputStream stream;

        Reader(String lastEventId) throws IOException, InterruptedException {
            HttpRequest.Builder request = stack.request(QUESTION, "text/event-stream");
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> answer =
                    stack.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            stream = answer.body();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("id:")) {
                        ids.add(line.substring("id:".length()));
                    } else if (line.startsWith("data:{")) {
                        told.add(JsonMapper.shared().readTree(line.substring("data:".length())));
                    } else if (line.startsWith(":")) {
                        comments.add(line.substring(1));
                    }
                }
            } catch (IOException _) {
                // Closed.
            }
        }

        JsonNode first() {
            await().atMost(SOON).until(() -> !told.isEmpty());
            return told.getFirst();
        }

        JsonNode newest() {
            return told.getLast();
        }

        String lastId() {
            return ids.getLast();
        }

        @Override
        public void close() {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
