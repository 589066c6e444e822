package io.diptych.openai;

import io.diptych.platform.service.DiptychService;
import io.diptych.platform.service.PlatformConfiguration;
import java.util.Map;
import io.diptych.worker.WorkerConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/// The worker that buys images from OpenAI.
@SpringBootApplication(proxyBeanMethods = false)
@Import({PlatformConfiguration.class, WorkerConfiguration.class})
public class OpenAiWorkerApplication {

    /// Starts the worker alone in its process.
    public static void main(String[] args) {
        JacksonLimits.raise();
        DiptychService.start("openai-worker", OpenAiWorkerApplication.class, Map.of(), args);
    }
}
