package io.diptych.benchmarks.router;

import io.diptych.events.GenerationRequest;
import io.diptych.standalone.request.RequestDocument;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Requests of every kind that the policy's table knows, as upstream systems send them: one image each.
final class RequestMix {
    static final String POLICY = "dual-engine";

    private static final List<String> STAGES =
            List.of("DRAFT", "WHITE_BACKGROUND", "SCENE_DRAFT", "SCENE", "POSTER_DRAFT", "POSTER", "HERO", "SOCIAL");

    private final List<GenerationRequest> kinds =
            IntStream.range(0, STAGES.size()).mapToObj(RequestMix::kind).toList();

    /// The request of that number.
    GenerationRequest request(String run, long number) {
        Instant now = Instant.now();
        return GenerationRequest.newBuilder(kinds.get((int) (number % kinds.size())))
                .setRequestId(run + "-" + number)
                .setRequestedAt(now)
                .setOccurredAt(now)
                .build();
    }

    private static GenerationRequest kind(int index) {
        RequestDocument document = RequestDocument.empty();
        document.set("requestId", "kind");
        document.set("tenant", "bench-" + index % 3);
        document.set("prompt", "A kettle on a camp stove in front of a mountain hut, morning light, steam, film grain");
        document.set("output.aspectRatio", index % 2 == 0 ? "1:1" : "3:4");
        document.set("purpose.stage", STAGES.get(index));
        document.set("lane", index % 2 == 0 ? "BATCH" : "INTERACTIVE");
        document.set("context.campaign", "bench");
        document.set("context.sku", "K-" + index);
        document.set("policy", POLICY);
        return document.toRequest(Instant.now());
    }
}
