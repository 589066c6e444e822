package io.diptych.gemini;

import io.diptych.worker.contract.ImageProviderContract;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.RenderCall;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/// The contract of adapters, kept by Gemini's on Vertex, in express mode.
class VertexImagesIT extends ImageProviderContract {
    @Override
    protected ImageProvider provider(URI simulator, String apiKey, List<AutoCloseable> opened) {
        GeminiProperties properties =
                Calls.properties(simulator, apiKey).withVertex(new GeminiProperties.Vertex(null, "global"));
        GeminiConnection connection = new GeminiConnection(properties);
        opened.add(connection);
        return new GeminiImages(connection, properties, InstantSource.system());
    }

    @Override
    protected RenderCall call(String attemptId) {
        return Calls.call(attemptId);
    }

    @Override
    protected RenderCall invalidCall(String attemptId) {
        return Calls.call(attemptId, "7:3");
    }
}
