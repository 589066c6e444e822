package io.diptych.simulator.gemini;

import io.diptych.simulator.http.Endpoint;
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
        String vertex = "/v1beta1/projects/{project}/locations/{location}/publishers/google/models/{model}";
        addTo(routes, "/v1beta/models/{model}", generateContent::v1beta);
        addTo(routes, "/v1/models/{model}", generateContent::v1);
        addTo(routes, vertex, generateContent::vertex);
        addTo(routes, "/v1beta1/publishers/google/models/{model}", generateContent::express);
        routes.add("GET", "/v1beta/models", models::list).add("GET", "/v1beta/models/{model}", models::get);
        files.addTo(routes);
        batches.addTo(routes);
    }

    private static void addTo(Routes routes, String model, Endpoint endpoint) {
        routes.add("POST", model + ":generateContent", endpoint)
                .add("POST", model + ":streamGenerateContent", ContentStream.of(endpoint));
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
