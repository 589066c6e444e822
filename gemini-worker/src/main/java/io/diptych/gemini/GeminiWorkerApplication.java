package io.diptych.gemini;

import io.diptych.platform.service.DiptychService;
import io.diptych.platform.service.PlatformConfiguration;
import java.util.Map;
import io.diptych.worker.WorkerConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/// The worker that buys images from the Gemini API, one by one and in batches.
@SpringBootApplication(proxyBeanMethods = false)
@Import({PlatformConfiguration.class, WorkerConfiguration.class})
public class GeminiWorkerApplication {

    /// Starts the worker alone in its process.
    public static void main(String[] args) {
        JacksonLimits.raise();
        DiptychService.start("gemini-worker", GeminiWorkerApplication.class, Map.of(), args);
    }
}
