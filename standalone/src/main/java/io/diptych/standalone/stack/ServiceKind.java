package io.diptych.standalone.stack;

import io.diptych.cost.CostApplication;
import io.diptych.gemini.GeminiWorkerApplication;
import io.diptych.openai.OpenAiWorkerApplication;
import io.diptych.quality.QaApplication;
import io.diptych.router.RouterApplication;
import java.util.Arrays;
import java.util.Optional;

/// The services of a deployment. Each is a process of its own in production.
public enum ServiceKind {
    ROUTER("router-service", RouterApplication.class, 19_101),
    OPENAI_WORKER("openai-worker", OpenAiWorkerApplication.class, 19_102),
    GEMINI_WORKER("gemini-worker", GeminiWorkerApplication.class, 19_103),
    QA("qa-service", QaApplication.class, 19_104),
    COST("cost-service", CostApplication.class, 19_105);

    private final String title;
    private final Class<?> application;
    private final int defaultPort;

    ServiceKind(String title, Class<?> application, int defaultPort) {
        this.title = title;
        this.application = application;
        this.defaultPort = defaultPort;
    }

    /// Name of the service, which is also its folder and the name of its configuration file.
    public String title() {
        return title;
    }

    /// Its Spring Boot application.
    public Class<?> application() {
        return application;
    }

    /// Port of its HTTP interface where ports are fixed.
    public int defaultPort() {
        return defaultPort;
    }

    /// Finds a service by its name.
    public static Optional<ServiceKind> named(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }
}
