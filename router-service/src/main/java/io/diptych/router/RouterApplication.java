package io.diptych.router;

import io.diptych.platform.service.DiptychService;
import io.diptych.platform.service.PlatformConfiguration;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/// The router as a service.
@SpringBootApplication(proxyBeanMethods = false)
@Import(PlatformConfiguration.class)
public class RouterApplication {

    /// Starts it; see `router-service.yaml` for what can be set.
    public static void main(String[] args) {
        DiptychService.start("router-service", RouterApplication.class, Map.of(), args);
    }
}
