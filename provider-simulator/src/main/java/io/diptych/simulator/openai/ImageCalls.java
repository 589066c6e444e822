package io.diptych.simulator.openai;

import io.diptych.simulator.chance.Pace;
import io.diptych.simulator.fault.FaultMode;
import io.diptych.simulator.fault.SpoiltAnswer;
import io.diptych.simulator.fault.SpoiltImage;
import io.diptych.simulator.http.Answer;
import io.diptych.simulator.http.BodyTooLarge;
import io.diptych.simulator.http.Call;
import io.diptych.simulator.http.CallRejected;
import io.diptych.simulator.http.Json;
import io.diptych.simulator.invoice.Lane;
import io.diptych.simulator.invoice.Usage;
import io.diptych.simulator.workshop.Workshop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `POST /v1/images/generations` and `/v1/images/edits`: draws images, bills them, answers as OpenAI does.
final class ImageCalls {

    private static final int MAX_BODY_BYTES = 1 << 20;

    private final Workshop workshop;
    private final List<OpenAiModel> models;
    private final StoredFiles files;
    private final OpenAiAnswers answers;

    ImageCalls(Workshop workshop, List<OpenAiModel> models, StoredFiles files, OpenAiAnswers answers) {
        this.workshop = workshop;
        this.models = models;
        this.files = files;
        this.answers = answers;
    }

    Answer generate(Call call) throws IOException, InterruptedException {
        return handle(call, () -> ImageOrder.generation(json(call), models));
    }

    Answer edit(Call call) throws IOException, InterruptedException {
        return handle(call, () -> ImageOrder.edit(EditForm.read(call, files::content), models));
    }

    private Answer handle(Call call, Reader reader) throws IOException, InterruptedException {
        String requestId = workshop.ids().next("req_");
        try {
            OpenAiKey.check(call);
            return answer(call, reader.read(), requestId);
        } catch (CallRejected rejected) {
            return rejected.answer() instanceof Answer.Whole whole
                    ? answers.headed(whole, call, requestId, Map.of())
                    : rejected.answer();
        }
    }

    private Answer answer(Call call, ImageOrder order, String requestId) throws InterruptedException {
        String key = Objects.requireNonNullElse(call.clientRequestId(), requestId);
        String model = order.model().id();
        Answer.@Nullable Whole excess = answers.overLimit(order);
        Map<String, String> rates = answers.rates(model);
        if (excess != null) {
            return answers.headed(excess, call, requestId, rates);
        }
        @Nullable
        FaultMode fault = workshop.faults()
                .strike(model, key, order.stream() ? FaultMode.OF_OPENAI_STREAMS : FaultMode.OF_OPENAI_CALLS)
                .orElse(null);
        Duration latency = workshop.pace().latency(order.model().latency(order.quality()), "latency", model, key);
        Answer.@Nullable Whole error = fault == null ? null : OpenAiFaults.answer(fault, model, requestId);
        if (error != null) {
            if (fault == FaultMode.REFUSAL) {
                Pace.await(call.startNanos(), latency);
            }
            return answers.headed(error, call, requestId, rates);
        }
        if (order.stream()) {
            return new EventStream(workshop, order, requestId, call.clientRequestId(), fault, latency)
                    .answer(answers.headers(call, requestId, rates));
        }
        return make(call, order, requestId, rates, fault, latency);
    }

    private Answer make(
            Call call,
            ImageOrder order,
            String requestId,
            Map<String, String> rates,
            @Nullable FaultMode fault,
            Duration latency)
            throws InterruptedException {
        if (fault == FaultMode.EMPTY) {
            Pace.await(call.startNanos(), latency);
            return answers.headed(
                    Answer.json(200, answers.images(order, List.of(), order.usage(0, 0))), call, requestId, rates);
        }
        if (fault == FaultMode.HANG || fault == FaultMode.CUT_EARLY) {
            // Nobody will see the images, so they are billed and not drawn.
            Pace.await(call.startNanos(), latency);
            Usage unseen = order.usage(order.images(), 0);
            workshop.invoice().bill(order.purchase(Lane.STANDARD, call.clientRequestId(), requestId, unseen));
            return fault == FaultMode.HANG ? new Answer.Silence() : new Answer.Dropped();
        }
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < order.images(); i++) {
            images.add(SpoiltImage.of(fault, order.draw(workshop, i, fault)));
        }
        Usage usage = order.usage(images.size(), 0);
        Answer.Whole answer = Answer.json(200, answers.images(order, images, usage));
        Pace.await(call.startNanos(), latency);
        workshop.invoice().bill(order.purchase(Lane.STANDARD, call.clientRequestId(), requestId, usage));
        return SpoiltAnswer.of(fault, answers.headed(answer, call, requestId, rates));
    }

    private static JsonNode json(Call call) throws IOException {
        try {
            return Json.MAPPER.readTree(call.body(MAX_BODY_BYTES));
        } catch (JacksonException | BodyTooLarge e) {
            throw OpenAiErrors.unreadable(Objects.requireNonNullElse(e.getMessage(), "no reason"));
        }
    }

    /// Reads what a call asks for.
    @FunctionalInterface
    private interface Reader {
        ImageOrder read() throws IOException;
    }
}
