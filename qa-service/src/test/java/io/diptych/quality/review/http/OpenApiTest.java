package io.diptych.quality.review.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

class OpenApiTest {

    @Test
    void describesEveryPathAndNoOther() throws IOException {
        Set<String> served = new TreeSet<>();
        Stream.of(TaskEndpoints.class, ImageEndpoint.class, ReportEndpoints.class)
                .forEach(endpoints -> {
                    RequestMapping root = AnnotatedElementUtils.findMergedAnnotation(endpoints, RequestMapping.class);
                    Arrays.stream(endpoints.getDeclaredMethods())
                            .forEach(method -> operation(root == null ? "" : root.path()[0], method, served));
                });

        assertThat(described()).isEqualTo(served);
    }

    private static void operation(String root, Method method, Set<String> served) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping != null) {
            served.add(mapping.method()[0].name() + " " + root + mapping.path()[0]);
        }
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        String path = "";
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/io/diptych/quality/review/page/openapi.yaml")) {
            for (String line : new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.matches("  /\\S+:")) {
                    path = line.strip().replaceFirst(":$", "");
                } else if (line.matches("    (get|post|put|delete):")) {
                    described.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return described;
    }
}
