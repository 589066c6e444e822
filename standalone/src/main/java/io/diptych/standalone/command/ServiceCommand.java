package io.diptych.standalone.command;

import io.diptych.platform.service.DiptychService;
import io.diptych.standalone.stack.ServiceKind;
import io.diptych.standalone.stack.StackAddresses;
import io.diptych.standalone.stack.StackException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Runs one service in this process: under the settings of a running stack, or under its environment's.
@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        description = "Runs one service in this process, for example to start again one that was killed.")
final class ServiceCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data = new DataFolder();

    @Parameters(
            paramLabel = "NAME",
            description = "router-service, openai-worker, gemini-worker, qa-service or cost-service")
    private String name = "";

    @Override
    public Integer call() throws InterruptedException {
        ServiceKind kind = ServiceKind.named(name)
                .orElseThrow(() -> new StackException("no service is called '" + name
                        + "', must be one of "
                        + Arrays.stream(ServiceKind.values())
                                .map(ServiceKind::title)
                                .collect(Collectors.joining(", "))));
        LoggingSystem.get(ServiceCommand.class.getClassLoader()).cleanUp();
        CountDownLatch closed = new CountDownLatch(1);
        ConfigurableApplicationContext context = DiptychService.start(kind.title(), kind.application(), settings(kind));
        context.addApplicationListener(event -> {
            if (event instanceof org.springframework.context.event.ContextClosedEvent) {
                closed.countDown();
            }
        });
        closed.await();
        return 0;
    }

    /// A child of `up --separate` finds its settings in its environment; one that a person starts asks the run file.
    private Map<String, Object> settings(ServiceKind kind) {
        if (System.getenv("SPRING_APPLICATION_JSON") != null || System.getenv("DIPTYCH_KAFKA_BOOTSTRAP") != null) {
            return Map.of();
        }
        StackAddresses stack = data.running();
        Map<String, Object> settings = new HashMap<>(stack.settings());
        settings.put("server.port", stack.service(kind).getPort());
        settings.put("diptych.worker.id", kind.title());
        return settings;
    }
}
