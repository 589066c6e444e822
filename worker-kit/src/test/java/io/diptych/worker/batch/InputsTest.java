package io.diptych.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.diptych.events.AssetRef;
import io.diptych.events.Lane;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.worker.attempt.Claim;
import io.diptych.worker.attempt.RenderCalls;
import io.diptych.worker.image.ReferenceImages;
import io.diptych.worker.prompt.UnusablePromptException;
import io.diptych.worker.provider.InputImage;
import io.diptych.worker.provider.RenderCall;
import io.diptych.worker.testing.FakeAssets;
import io.diptych.worker.testing.Jobs;
import io.diptych.worker.testing.Pictures;
import io.diptych.worker.testing.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class InputsTest {
    private static final String MODEL = "gemini-3.1-flash-image";

    private final FakeAssets store = new FakeAssets();
    private final Inputs inputs =
            new Inputs(new RenderCalls(Map.of()), ReferenceImages.of(store, Settings.REFERENCES, MODEL));

    @Test
    void makesACallWithTheImagesThatItStartsFrom() throws Exception {
        byte[] cup = Pictures.picture("cup", "png");

        RenderCall call = inputs.call(claim(store.put(cup, "image/png", 8, 6)));

        assertThat(call.references()).extracting(InputImage::bytes).containsExactly(cup);
        assertThat(call.references()).extracting(InputImage::role).containsExactly(ReferenceRole.SUBJECT);
        assertThat(call.deadline()).isNull();
    }

    @Test
    void hasRoomForMoreCallsThanFitIntoMemoryAtOnce() throws Exception {
        byte[] large = Arrays.copyOf(Pictures.picture("cup", "png"), 60_000);
        Claim claim = claim(store.put(large, "image/png", 8, 6));

        for (int i = 0; i < 6; i++) {
            assertThat(inputs.call(claim).references()).hasSize(1);
        }
    }

    @Test
    void namesTheReferenceThatNobodyShouldGet() {
        AssetRef elsewhere = AssetRef.newBuilder(store.put(Pictures.picture("cup", "png"), "image/png", 8, 6))
                .setUri("https://example.com/cup.png")
                .build();

        UnusablePromptException refused =
                catchThrowableOfType(UnusablePromptException.class, () -> inputs.call(claim(elsewhere)));

        assertThat(refused.field()).isEqualTo("references[0].asset.uri");
        assertThat(refused).hasMessageContaining("https://example.com/cup.png");
    }

    private static Claim claim(AssetRef asset) {
        return new Claim(
                Jobs.job("r", MODEL, Lane.BATCH)
                        .setRequest(Jobs.request("r")
                                .setReferences(List.of(Reference.newBuilder()
                                        .setRole(ReferenceRole.SUBJECT)
                                        .setAsset(asset)
                                        .build()))
                                .build())
                        .build(),
                0,
                "w-1",
                Jobs.ASKED,
                Jobs.ASKED.plusSeconds(60),
                "b",
                new RecordHeaders());
    }
}
