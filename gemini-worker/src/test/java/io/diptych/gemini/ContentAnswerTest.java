package io.diptych.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.GenerateContentResponse;
import io.diptych.events.Billing;
import io.diptych.events.FailureCode;
import io.diptych.worker.provider.ProviderOutcome;
import io.diptych.worker.provider.ProviderOutcome.Failed;
import io.diptych.worker.provider.ProviderOutcome.Rendered;
import io.diptych.worker.provider.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentAnswerTest {
    private static final String IMAGE = "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAEC\"}}";

    @Test
    void readsTheImageBesideTextAndThoughts() {
        Rendered rendered = rendered(candidate("STOP", """
                {"text":"Here it is"},
                {"thought":true,"inlineData":{"mimeType":"image/jpeg","data":"CQkJ"}},
                %s""".formatted(IMAGE), ""));

        assertThat(rendered.bytes()).containsExactly(0, 1, 2);
        assertThat(rendered.mediaType()).isEqualTo("image/png");
        assertThat(rendered.modelVersion()).isEqualTo("gemini-3.1-flash-image");
        assertThat(rendered.requestId()).isEqualTo("abc123");
        assertThat(rendered.usage()).isNull();
    }

    @Test
    void countsThoughtsAsTextThatWasWritten() {
        Rendered rendered = rendered(candidate("STOP", IMAGE, """
                "promptTokenCount":270,"candidatesTokenCount":1120,"thoughtsTokenCount":200,
                "promptTokensDetails":[{"modality":"TEXT","tokenCount":12},{"modality":"IMAGE","tokenCount":258}],
                "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1120}]"""));

        assertThat(rendered.usage()).isEqualTo(new Usage(12L, null, 258L, null, 200L, 1120L));
    }

    @Test
    void takesWhatABreakdownLeavesOfItsTotalForText() {
        Rendered rendered = rendered(candidate("STOP", IMAGE, """
                "promptTokenCount":15,"candidatesTokenCount":1301,
                "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}]"""));

        assertThat(rendered.usage()).isEqualTo(new Usage(15L, null, null, null, 11L, 1290L));
    }

    @Test
    void takesOutputWithoutABreakdownForTheImage() {
        Rendered rendered = rendered(candidate("STOP", IMAGE, """
                "promptTokenCount":15,"candidatesTokenCount":1290,"thoughtsTokenCount":40"""));

        assertThat(rendered.usage()).isEqualTo(new Usage(15L, null, null, null, 40L, 1290L));
    }

    @Test
    void countsWhatWasCached() {
        Rendered rendered = rendered(candidate("STOP", IMAGE, """
                "promptTokenCount":100,"promptTokensDetails":[{"modality":"TEXT","tokenCount":100}],
                "cachedContentTokenCount":60,"cacheTokensDetails":[{"modality":"TEXT","tokenCount":60}]"""));

        assertThat(rendered.usage()).isEqualTo(new Usage(100L, 60L, 0L, 0L, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "SAFETY, CONTENT_REFUSED",
        "RECITATION, CONTENT_REFUSED",
        "BLOCKLIST, CONTENT_REFUSED",
        "PROHIBITED_CONTENT, CONTENT_REFUSED",
        "SPII, CONTENT_REFUSED",
        "IMAGE_SAFETY, CONTENT_REFUSED",
        "IMAGE_PROHIBITED_CONTENT, CONTENT_REFUSED",
        "IMAGE_RECITATION, CONTENT_REFUSED",
        "LANGUAGE, INVALID_REQUEST",
        "STOP, EMPTY_RESPONSE",
        "MAX_TOKENS, EMPTY_RESPONSE",
        "OTHER, EMPTY_RESPONSE",
        "MALFORMED_FUNCTION_CALL, EMPTY_RESPONSE",
        "UNEXPECTED_TOOL_CALL, EMPTY_RESPONSE",
        "TOO_MANY_TOOL_CALLS, EMPTY_RESPONSE",
        "NO_IMAGE, EMPTY_RESPONSE",
        "IMAGE_OTHER, EMPTY_RESPONSE",
        "FINISH_REASON_UNSPECIFIED, EMPTY_RESPONSE",
        "SOMETHING_NEW, EMPTY_RESPONSE",
    })
    void anAnswerWithoutAnImageMeans(String finishReason, FailureCode code) {
        Failed failed = failed(
                "{\"candidates\":[{\"finishReason\":\"" + finishReason
                        + "\",\"finishMessage\":\"Unable to show it.\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":10}}");

        assertThat(failed.code()).isEqualTo(code);
        assertThat(failed.billing()).isEqualTo(Billing.NOT_BILLED);
        assertThat(failed.message()).contains(finishReason, "Unable to show it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAFETY",
                "OTHER",
                "BLOCKLIST",
                "PROHIBITED_CONTENT",
                "IMAGE_SAFETY",
                "MODEL_ARMOR",
                "JAILBREAK",
                "NEW"
            })
    void aBlockedPromptIsARefusal(String blockReason) {
        Failed failed = failed("{\"promptFeedback\":{\"blockReason\":\"" + blockReason
                + "\"},\"usageMetadata\":{\"promptTokenCount\":10}}");

        assertThat(failed.code()).isEqualTo(FailureCode.CONTENT_REFUSED);
        assertThat(failed.message()).contains(blockReason);
    }

    @Test
    void anAnswerWithoutAnImageIsBilledIfOutputWasCounted() {
        assertThat(failed(candidate("NO_IMAGE", "{\"text\":\"no\"}", "\"candidatesTokenCount\":9"))
                        .billing())
                .isEqualTo(Billing.BILLED);
        assertThat(failed(candidate("IMAGE_SAFETY", "", "\"thoughtsTokenCount\":200"))
                        .billing())
                .isEqualTo(Billing.BILLED);
        assertThat(failed("{\"candidates\":[]}").billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void anAnswerOfNothingIsEmpty() {
        assertThat(failed("{}").code()).isEqualTo(FailureCode.EMPTY_RESPONSE);
    }

    private static String candidate(String finishReason, String parts, String usage) {
        return "{\"candidates\":[{\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"},\"finishReason\":\""
                + finishReason
                + "\",\"index\":0}],\"modelVersion\":\"gemini-3.1-flash-image\",\"responseId\":\"abc123\""
                + (usage.isEmpty() ? "" : ",\"usageMetadata\":{" + usage + "}") + "}";
    }

    private static Rendered rendered(String json) {
        ProviderOutcome outcome = ContentAnswer.read(GenerateContentResponse.fromJson(json));
        assertThat(outcome).isInstanceOf(Rendered.class);
        return (Rendered) outcome;
    }

    private static Failed failed(String json) {
        ProviderOutcome outcome = ContentAnswer.read(GenerateContentResponse.fromJson(json));
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }
}
