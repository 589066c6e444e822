package io.diptych.router;

import io.diptych.catalog.Catalog;
import io.diptych.events.Constraints;
import io.diptych.events.Context;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Lineage;
import io.diptych.events.Output;
import io.diptych.events.Preferences;
import io.diptych.events.Purpose;
import io.diptych.events.Stage;
import io.diptych.router.intake.RequestMapper;
import io.diptych.router.request.RoutingRequest;
import io.diptych.schemas.Topics;
import java.time.Instant;
import java.util.function.Consumer;

/// Requests for tests: valid, and changed where a test says so.
public final class Requests {
    public static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
    public static final Topics TOPICS = new Topics("");
    public static final Catalog CATALOG = Catalog.load();

    private Requests() {}

    public static GenerationRequest request() {
        return builder().build();
    }

    private static GenerationRequest.Builder builder() {
        return GenerationRequest.newBuilder()
                .setRequestId("r-1")
                .setTenant("acme")
                .setPrompt("a red shoe on white")
                .setOutput(Output.newBuilder().build())
                .setConstraints(Constraints.newBuilder().build())
                .setPreferences(Preferences.newBuilder().build())
                .setPurpose(Purpose.newBuilder().build())
                .setLineage(Lineage.newBuilder().build())
                .setContext(Context.newBuilder().build())
                .setRequestedAt(AT)
                .setOccurredAt(AT);
    }

    public static GenerationRequest requestWith(Consumer<GenerationRequest.Builder> change) {
        GenerationRequest.Builder request = builder();
        change.accept(request);
        return request.build();
    }

    public static GenerationRequest request(String id, Stage stage, Lane lane, int count) {
        return requestWith(request -> {
            request.setRequestId(id);
            request.getPurposeBuilder().setStage(stage);
            request.setLane(lane);
            request.getOutputBuilder().setCount(count);
        });
    }

    public static RoutingRequest routing(GenerationRequest request) {
        return new RequestMapper(CATALOG).map(request);
    }

    public static RoutingRequest routingWith(Consumer<GenerationRequest.Builder> change) {
        return routing(requestWith(change));
    }
}
