package io.diptych.cost;

import io.diptych.platform.service.DiptychService;
import io.diptych.platform.service.PlatformConfiguration;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/// Cost accounting as a service.
@SpringBootApplication(proxyBeanMethods = false)
@Import(PlatformConfiguration.class)
public class CostApplication {

    /// Starts it; see `cost-service.yaml` for what can be set.
    public static void main(String[] args) {
        DiptychService.start("cost-service", CostApplication.class, Map.of(), args);
    }
}
