package io.diptych.standalone.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.catalog.Catalog;
import io.diptych.events.AssetRef;
import io.diptych.events.Constraints;
import io.diptych.events.Context;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Lineage;
import io.diptych.events.Output;
import io.diptych.events.Preferences;
import io.diptych.events.Purpose;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.events.Route;
import io.diptych.events.Tier;
import io.diptych.router.intake.RequestMapper;
import io.diptych.schemas.TrustedEvents;
import io.diptych.worker.prompt.PromptWriter;
import io.diptych.worker.prompt.UnusablePromptException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the router holds money for covers the words that a worker sends: it counts each character as a token, where a
/// provider counts one for every four.
class WordsAgreementTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final int MOST_REFERENCES = 16;
    private static final RequestMapper MAPPER = new RequestMapper(Catalog.load());
    private static final Map<String, Map<String, String>> TEMPLATES = Map.of(
            "white-background", Map.of("product", "jar", "label", "A", "material", "tin", "angle", "left"),
            "scene",
                    Map.of("product", "jar", "place", "bar", "mood", "dim", "props", "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p"),
            "poster", Map.of("product", "jar", "headline", "X", "lines", "a,b,c,d,e,f,g,h,i,j,k", "price", "9"));

    static {
        TrustedEvents.install();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-image-2", "gemini-3.1-flash-image", "seedream-4-0-250828"})
    void coverEveryTemplateAndReference(String model) throws UnusablePromptException {
        for (Map.Entry<String, Map<String, String>> template : TEMPLATES.entrySet()) {
            for (int references = 0; references <= MOST_REFERENCES; references++) {
                covered(
                        model,
                        references,
                        request -> request.setPrompt(null)
                                .setTemplate(template.getKey())
                                .setVariables(template.getValue()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gpt-image-2, 16", "gemini-3.1-flash-image, 14"})
    void coverTheShortestPromptWithAllReferences(String model, int references) throws UnusablePromptException {
        covered(model, references, request -> request.setPrompt("A"));
    }

    private static void covered(String model, int references, UnaryOperator<GenerationRequest.Builder> words)
            throws UnusablePromptException {
        for (ReferenceRole role : List.of(ReferenceRole.SUBJECT, ReferenceRole.STYLE, ReferenceRole.SCENE)) {
            GenerationRequest request = words.apply(request(references, role)).build();
            String sent = PromptWriter.write(job(request, model)).text();

            assertThat(Math.ceilDiv(sent.length(), 4))
                    .as("tokens of %d characters for %s: %s", sent.length(), model, sent)
                    .isLessThanOrEqualTo(MAPPER.map(request).words());
        }
    }

    private static GenerationRequest.Builder request(int references, ReferenceRole role) {
        AssetRef asset = new AssetRef("file:/a", "0".repeat(64), "image/png", 8, 8, 100L);
        return GenerationRequest.newBuilder()
                .setRequestId("r")
                .setTenant("acme")
                .setTier(Tier.PRO)
                .setReferences(Collections.nCopies(references, new Reference(asset, role)))
                .setOutput(Output.newBuilder().build())
                .setConstraints(Constraints.newBuilder().build())
                .setPreferences(Preferences.newBuilder().build())
                .setPurpose(Purpose.newBuilder().build())
                .setLineage(Lineage.newBuilder().build())
                .setContext(Context.newBuilder().build())
                .setRequestedAt(AT)
                .setOccurredAt(AT);
    }

    private static GenerationJob job(GenerationRequest request, String model) {
        return GenerationJob.newBuilder()
                .setJobId("r#0")
                .setRequestId("r")
                .setImageIndex(0)
                .setTenant("acme")
                .setAttemptId("r#0.1")
                .setAttemptNo(1)
                .setRequest(request)
                .setRoute(Route.newBuilder()
                        .setModel(model)
                        .setProvider("any")
                        .setTier("medium")
                        .setAspectRatio("1:1")
                        .setWidth(1024)
                        .setHeight(1024)
                        .setLane(Lane.BULK)
                        .setRuleId("rule")
                        .setPolicy("policy")
                        .setPolicyVersion("1")
                        .build())
                .setOccurredAt(AT)
                .build();
    }
}
