package io.diptych.router.routing;

import static io.diptych.router.Requests.requestWith;
import static io.diptych.router.Requests.routing;
import static io.diptych.router.Requests.routingWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.events.GenerationRequest;
import io.diptych.events.Lane;
import io.diptych.events.Mode;
import io.diptych.events.ReferenceRole;
import io.diptych.events.Stage;
import io.diptych.router.intake.EditReset;
import io.diptych.router.policy.Policy;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of the hybrid routing playbook.
class HybridPolicyTest extends ShippedPolicyTest {
    private static final Policy POLICY = policy("hybrid-api");
    private static final Set<String> WITH_PRO = Set.of(GPT, NANO, PRO);

    /// What the rows ask for.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Row {
        TEXT_HEAVY(request -> request.getConstraintsBuilder().setTextHeavy(true)),
        POSTER_STAGE(request -> request.getPurposeBuilder().setStage(Stage.POSTER)),
        EDIT_IMAGE(request -> {
            request.setMode(Mode.EDIT);
            request.setReferences(references(ReferenceRole.SUBJECT));
        }),
        REFERENCE_IMAGES(request -> request.setReferences(references(ReferenceRole.SUBJECT, ReferenceRole.STYLE))),
        PRESERVE_SUBJECT(request -> request.getConstraintsBuilder().setPreserveSubject(true)),
        BULK(request -> request.setLane(Lane.BULK)),
        VAGUE(request -> request.setPrompt("something nice"));

        private final Consumer<GenerationRequest.Builder> change;

        Row(Consumer<GenerationRequest.Builder> change) {
            this.change = change;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT_HEAVY,       text-in-image,   gpt-image-2 medium",
        "POSTER_STAGE,     text-in-image,   gpt-image-2 medium",
        "EDIT_IMAGE,       edit,            gemini-3-pro-image 1K",
        "REFERENCE_IMAGES, references,      gemini-3-pro-image 1K",
        "PRESERVE_SUBJECT, same-character,  gemini-3-pro-image 1K",
        "BULK,             bulk-variations, gpt-image-2 low",
        "VAGUE,            fallback,        gemini-3.1-flash-image 1K",
    })
    void goesAsTheTablesSay(Row row, String rule, String route) {
        Decision decision = decide(POLICY, WITH_PRO, routingWith(row.change));

        assertThat(decision.ruleId()).isEqualTo(rule);
        assertThat(chosen(decision)).isEqualTo(route);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A bilingual event poster for Tokyo",
                "Infographic: how a heat pump works",
                "A FLYER for a bake sale",
                "UI mockup of a banking app",
                "a sign with text in the image"
            })
    void findsItsKeywords(String prompt) {
        assertThat(decide(POLICY, WITH_PRO, routingWith(request -> request.setPrompt(prompt)))
                        .ruleId())
                .isEqualTo("text-in-image");
    }

    @Test
    void findsTheSameCharacter() {
        assertThat(decide(POLICY, WITH_PRO, routingWith(request -> request.setPrompt("The same character on a tram")))
                        .ruleId())
                .isEqualTo("same-character");
    }

    @Test
    void startsBulkAtTheCheapestAndClimbs() {
        Decision decision = decide(POLICY, ALL, routingWith(Row.BULK.change));

        assertThat(decision.routes().getFirst().estimatedMicros())
                .isEqualTo(decision.routes().stream()
                        .map(route -> Objects.requireNonNull(route.estimatedMicros()))
                        .min(Long::compare)
                        .orElseThrow());
        assertThat(decision.routes().getLast().model()).isEqualTo(PRO);
    }

    @Test
    void buysBulkInBatchesAtHalfThePriceWhereThereIsTime() {
        Decision soon = decide(POLICY, ALL, routingWith(Row.BULK.change));
        Decision overnight = decide(POLICY, ALL, routingWith(request -> request.setLane(Lane.BATCH)));

        assertThat(overnight.routes().getFirst().label()).isEqualTo("gpt-image-2 low batch");
        assertThat(overnight.routes().getFirst().estimatedMicros())
                .isEqualTo((Objects.requireNonNull(soon.routes().getFirst().estimatedMicros()) + 1) / 2);
        assertThat(soon.routes()).extracting(PlannedRoute::label).doesNotHaveDuplicates();
    }

    @Test
    void saysThatNanoBananaProIsNotDeployed() {
        Decision decision = decide(POLICY, BY_DEFAULT, routingWith(Row.EDIT_IMAGE.change));

        assertThat(reason(decision, PRO)).isEqualTo("is not deployed here");
        assertThat(chosen(decision)).isEqualTo("gemini-3.1-flash-image 1K");
    }

    @Test
    void resetsALongChainOfEditsToItsCleanestAncestor() {
        GenerationRequest request = edited(5, 2);

        EditReset reset = EditReset.of(request, POLICY).orElseThrow();

        assertThat(reset.request().getReferences()).containsExactly(reference(ReferenceRole.SUBJECT, 2));
        assertThat(reset.request().getLineage().getEditDepth()).isEqualTo(2);
        assertThat(reset.note())
                .isEqualTo("references: after 5 edits the chain begins anew from its cleanest ancestor file:2.png, "
                        + "2 edits deep");
        assertThat(EditReset.of(reset.request(), POLICY)).isEmpty();
        assertThat(decide(POLICY, WITH_PRO, routing(reset.request())).ruleId()).isEqualTo("edit");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void leavesAShortChainAlone(int depth) {
        assertThat(EditReset.of(edited(depth, 0), POLICY)).isEmpty();
    }

    @Test
    void escalatesALongChainWhereNoAncestorIsKnown() {
        GenerationRequest request = requestWith(builder -> {
            Row.EDIT_IMAGE.change.accept(builder);
            builder.getLineageBuilder().setEditDepth(6);
        });

        Decision decision = decide(POLICY, WITH_PRO, routing(request));

        assertThat(EditReset.of(request, POLICY)).isEmpty();
        assertThat(decision.ruleId()).isEqualTo("edit-chain");
        assertThat(chosen(decision)).isEqualTo("gpt-image-2 high");
        assertThat(decision.notes())
                .containsExactly("the image has been edited 6 times, the policy allows 4 before it says RESET, "
                        + "but no clean ancestor is known");
    }

    private static GenerationRequest edited(int depth, int cleanest) {
        return requestWith(request -> {
            request.setMode(Mode.EDIT);
            request.setReferences(java.util.List.of(reference(ReferenceRole.SUBJECT, 9)));
            request.getLineageBuilder()
                    .setParent(asset(9))
                    .setRoot(asset(0))
                    .setCleanest(asset(2))
                    .setCleanestDepth(cleanest)
                    .setEditDepth(depth);
        });
    }
}
