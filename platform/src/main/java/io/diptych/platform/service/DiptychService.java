package io.diptych.platform.service;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts a service: alone in its process, or beside others in one.
public final class DiptychService {
    private DiptychService() {}

    /// Starts a service. Its configuration is `diptych.yaml` and `<name>.yaml` from the class path, overlaid by environment
    /// and arguments.
    ///
    /// @param name        for example `router-service`
    /// @param application its `@SpringBootApplication`
    /// @param settings    last resort: any file, the environment and arguments win over them
    public static ConfigurableApplicationContext start(
            String name, Class<?> application, Map<String, Object> settings, String... args) {
        SpringApplication boot = new SpringApplicationBuilder(application)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(Map.of("spring.config.name", "diptych," + name, "spring.application.name", name))
                .properties(settings)
                .build();
        return boot.run(args);
    }
}
