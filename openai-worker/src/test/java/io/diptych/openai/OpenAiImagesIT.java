package io.diptych.openai;

import io.diptych.worker.contract.ImageProviderContract;
import io.diptych.worker.provider.ImageProvider;
import io.diptych.worker.provider.RenderCall;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/// The contract of adapters, kept by OpenAI's.
class OpenAiImagesIT extends ImageProviderContract {
    @Override
    protected ImageProvider provider(URI simulator, String apiKey, List<AutoCloseable> opened) {
        OpenAiProperties properties = Settings.of(simulator.resolve("/v1"), apiKey);
        OpenAiConnection connection = new OpenAiConnection(properties);
        opened.add(connection);
        return new OpenAiImages(connection, properties, InstantSource.system());
    }

    @Override
    protected RenderCall call(String attemptId) {
        return call(attemptId, 1536, 1024);
    }

    @Override
    protected RenderCall invalidCall(String attemptId) {
        return call(attemptId, 1000, 1001);
    }

    private static RenderCall call(String attemptId, int width, int height) {
        return RenderCall.generate(
                attemptId,
                "gpt-image-2",
                "A red kettle on white, seen from the front",
                "low",
                "3:2",
                width,
                height,
                null);
    }
}
