package io.diptych.worker.testing;

import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.platform.assets.AssetStore;
import io.diptych.platform.assets.AssetStores;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.platform.tracing.KafkaTracing;
import io.diptych.platform.workload.MissingPrerequisiteException;
import io.diptych.platform.workload.StopSignal;
import io.diptych.schemas.Topics;
import io.diptych.worker.WorkerIdentity;
import io.diptych.worker.WorkerMeters;
import io.diptych.worker.WorkerParts;
import io.diptych.worker.WorkerProperties;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.pump.JobPump;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// A worker in a process of its own, to be killed.
public final class WorkerProcess {
    private WorkerProcess() {}

    /// Starts one.
    ///
    /// @param log takes what it prints
    public static Process start(Stack stack, String workerId, int slots, URI provider, Path assets, Path log)
            throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerProcess.class.getName(),
                        stack.kafka().bootstrap(),
                        stack.registry().toString(),
                        stack.prefix(),
                        stack.model(),
                        workerId,
                        Integer.toString(slots),
                        provider.toString(),
                        assets.toUri().toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /// Times of workers that are killed: their leases end soon, yet no call of theirs is cut off on a busy machine.
    public static WorkerProperties settings(String model, int slots) {
        return Settings.of(model, slots, Duration.ofSeconds(20), Duration.ofSeconds(4));
    }

    /// The parts of a worker beside that process.
    public static WorkerParts parts(Stack stack, Path assets) {
        return parts(stack.kafka().bootstrap(), stack.registry(), stack.prefix(), assets.toUri());
    }

    private static WorkerParts parts(String bootstrap, URI registry, String prefix, URI assets) {
        AssetStore store = AssetStores.open(assets, null, "us-east-1");
        return new WorkerParts(
                new Topics(prefix),
                new KafkaSettings(bootstrap),
                new EventCodec(registry),
                store,
                InstantSource.system(),
                KafkaTracing.off(),
                new WorkerMeters(new SimpleMeterRegistry()));
    }

    /// A provider that asks the server.
    public static FakeProvider calling(URI server) {
        HttpClient client = HttpClient.newHttpClient();
        return new FakeProvider(call -> ask(client, server, call.attemptId()));
    }

    private static ProviderOutcome ask(HttpClient client, URI server, String attemptId) throws InterruptedException {
        URI wanted = server.resolve("?" + URLEncoder.encode(attemptId, StandardCharsets.UTF_8));
        try {
            byte[] image = client.send(HttpRequest.newBuilder(wanted).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            return new Rendered(image, "image/png", Pictures.USAGE, "fake-2026-11", "call-" + attemptId);
        } catch (IOException e) {
            return new Failed(FailureCode.UNAVAILABLE, Billing.UNKNOWN, String.valueOf(e), null, null, null);
        }
    }

    /// Works until it is killed.
    public static void main(String[] args) throws InterruptedException, MissingPrerequisiteException {
        String model = args[3];
        int slots = Integer.parseInt(args[5]);
        WorkerParts parts = parts(args[0], URI.create(args[1]), args[2], URI.create(args[7]));
        new JobPump(
                        new WorkerIdentity(args[2], model, args[4]),
                        settings(model, slots),
                        parts,
                        calling(URI.create(args[6])))
                .run(new StopSignal());
    }
}
