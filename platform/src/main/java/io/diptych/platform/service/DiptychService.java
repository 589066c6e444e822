package io.diptych.platform.service;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts a service: alone in its process, or beside others in one.
public final class DiptychService {
    private DiptychService() {}

    /// Starts a service. Its configuration is `diptych.yaml` and `<name>.yaml` from the class path, overlaid by
    /// environment and arguments.
    ///
    /// @param name        for example `router-service`
    /// @param application its `@SpringBootApplication`
    /// @param settings    what whoever starts it insists on: win over files and environment, not over arguments
    public static ConfigurableApplicationContext start(
            String name, Class<?> application, Map<String, Object> settings, String... args) {
        SpringApplication boot = new SpringApplicationBuilder(application)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .properties(Map.of("spring.config.name", "diptych," + name, "spring.application.name", name))
                .build();
        Stream<String> insisted = settings.entrySet().stream()
                .filter(setting -> Arrays.stream(args).noneMatch(arg -> arg.startsWith("--" + setting.getKey() + "=")))
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue());
        return boot.run(Stream.concat(insisted, Arrays.stream(args)).toArray(String[]::new));
    }
}
