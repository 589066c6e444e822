package io.diptych.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.diptych.cost.DescribedValue.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The description of the interface against the interface: every path and parameter, and what is answered.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionIT {
    private final CostStack stack = CostStack.shared();
    private JsonNode description;

    @BeforeAll
    void read() throws Exception {
        var answer = stack.get("/api/costs/openapi.yaml", "*/*");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/yaml");
        description = new YAMLMapper().readTree(answer.body());
    }

    @Test
    void namesEveryPathAndParameterThereIs() {
        assertThat(description.get("openapi").asString()).startsWith("3.1");
        assertThat(described()).isEqualTo(served());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/costs?by=model,project",
                "/api/costs/attempts?limit=3",
                "/api/costs/holds",
                "/api/costs/overview?last=P7D",
                "/api/costs/breakdown?last=P7D&by=template,model",
                "/api/costs/series?last=P7D&by=campaign",
                "/api/costs/failures?last=P7D",
                "/api/costs/latencies?last=P7D",
                "/api/costs/budgets",
                "/api/costs/feedback?by=rule",
                "/api/costs/drilldown?last=P7D"
            })
    void answersAsItSays(String question) throws Exception {
        new BoardEvents(stack, "board", Instant.now()).publish();
        String path = question.replaceFirst("\\?.*", "");

        JsonNode answer = stack.json(question);

        JsonNode schema = description
                .get("paths")
                .get(path)
                .at("/get/responses/200/content")
                .get("application/json")
                .get("schema");
        assertThat(new DescribedValue(description).problems(answer, schema, path))
                .extracting(Problem::text)
                .isEmpty();
    }

    private Map<String, Set<String>> described() {
        Map<String, Set<String>> all = new TreeMap<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    Set<String> names = new TreeSet<>();
                    for (JsonNode parameter : method.getValue().path("parameters")) {
                        names.add(new DescribedValue(description)
                                .resolved(parameter)
                                .get("name")
                                .asString());
                    }
                    all.put(method.getKey() + " " + path.getKey(), names);
                }));
        return all;
    }

    private Map<String, Set<String>> served() {
        Map<String, Set<String>> all = new TreeMap<>();
        stack.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    for (String path : mapping.getPatternValues()) {
                        if (path.startsWith("/api/")) {
                            String method = mapping.getMethodsCondition().getMethods().stream()
                                    .findFirst()
                                    .orElseThrow()
                                    .name()
                                    .toLowerCase(Locale.ROOT);
                            Set<String> names = all.computeIfAbsent(method + " " + path, _ -> new TreeSet<>());
                            Arrays.stream(handler.getMethodParameters())
                                    .flatMap(DescriptionIT::names)
                                    .forEach(names::add);
                        }
                    }
                });
        return all;
    }

    private static Stream<String> names(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        if (parameter.hasParameterAnnotation(RequestHeader.class)) {
            return Stream.of("Last-Event-ID");
        }
        if (parameter.hasParameterAnnotation(RequestParam.class)) {
            return Stream.of(String.valueOf(parameter.getParameterName()));
        }
        if (parameter.getParameterType().isRecord()) {
            return Arrays.stream(parameter.getParameterType().getRecordComponents())
                    .map(component -> component.getName());
        }
        return Stream.empty();
    }
}
