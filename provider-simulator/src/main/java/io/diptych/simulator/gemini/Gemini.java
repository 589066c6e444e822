package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Feature;
import io.diptych.simulator.http.Routes;
import io.diptych.simulator.workshop.Workshop;
import java.time.Duration;

/// The Gemini API: image generation, batches and the list of models.
public final class Gemini implements Feature, AutoCloseable {

    private final GeminiModels models = new GeminiModels();
    private final GenerateContent generateContent;
    private final GeminiFiles files;
    private final BatchEndpoints batches;

    /// Sets the API up.
    ///
    /// @param batchLatency how long a batch takes at speed 1
    public Gemini(Workshop workshop, Duration batchLatency) {
        this.generateContent = new GenerateContent(workshop, models);
        this.files = new GeminiFiles(workshop);
        this.batches = new BatchEndpoints(workshop, models, files, batchLatency);
    }

    @Override
    public void addTo(Routes routes) {
        routes.add("POST", "/v1beta/models/{model}:generateContent", generateContent::v1beta)
                .add("POST", "/v1/models/{model}:generateContent", generateContent::v1)
                .add(
                        "POST",
                        "/v1beta1/projects/{project}/locations/{location}/publishers/google/models/{model}:generateContent",
                        generateContent::vertex)
                .add("POST", "/v1beta1/publishers/google/models/{model}:generateContent", generateContent::express)
                .add("GET", "/v1beta/models", models::list)
                .add("GET", "/v1beta/models/{model}", models::get);
        files.addTo(routes);
        batches.addTo(routes);
    }

    /// The files that callers uploaded and may download.
    public GeminiFiles files() {
        return files;
    }

    /// Bills the batches that are done by now, so that the invoice is up to date.
    public void settle() {
        batches.settle();
    }

    /// Forgets the batches in hand.
    @Override
    public void close() {
        batches.close();
    }
}
