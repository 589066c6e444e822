package io.diptych.standalone.command;

import io.diptych.events.Cancellation;
import io.diptych.platform.kafka.EventCodec;
import io.diptych.platform.kafka.KafkaSettings;
import io.diptych.schemas.Topics;
import io.diptych.standalone.request.RequestClient;
import io.diptych.standalone.stack.StackAddresses;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says that a request is not wanted any more.
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description =
                "Cancels a request on the running stack, or one image of it. What no worker has claimed yet is not"
                        + " bought; a call that runs is cut off, and what its provider charged stays charged.")
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Parameters(paramLabel = "REQUEST", description = "Its id.")
    private String request = "";

    @Option(names = "--tenant", defaultValue = "cli", description = "Whose it is (default: ${DEFAULT-VALUE}).")
    private String tenant = "";

    @Option(names = "--image", paramLabel = "INDEX", description = "One image, from 0 (default: all).")
    private @Nullable Integer image;

    @Option(names = "--reason", defaultValue = "", description = "For whoever reads the outcome.")
    private String reason = "";

    @Option(names = "--json", description = "Print what was sent as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Cancellation cancellation = cancellation();
        Screen screen = new Screen(json);
        StackAddresses stack = data.running();
        try (EventCodec codec = new EventCodec(stack.registry())) {
            new RequestClient(new KafkaSettings(stack.kafkaBootstrap()), new Topics(""), codec).publish(cancellation);
        }
        screen.line(
                "Cancelled %s of request %s of tenant %s.",
                image == null ? "all images" : "image " + image, request, tenant);
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("requestId", request);
        sent.put("tenant", tenant);
        sent.put("imageIndex", image);
        screen.result(sent);
        return 0;
    }

    private Cancellation cancellation() {
        if (request.isBlank() || request.contains("#")) {
            throw new IllegalArgumentException(
                    "REQUEST is '" + request + "', must be a request's id; one image of it is named by --image");
        }
        if (image != null && image < 0) {
            throw new IllegalArgumentException("--image is " + image + ", must be 0 or more");
        }
        return Cancellation.newBuilder()
                .setRequestId(request)
                .setTenant(tenant)
                .setImageIndex(image)
                .setReason(reason)
                .setOccurredAt(Instant.now())
                .build();
    }
}
