package io.diptych.cost.http;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The description of our interface, OpenAPI 3.1.
@RestController
class DescriptionEndpoint {
    private static final String PATH = "io/diptych/cost/page/openapi.yaml";

    @GetMapping(path = "/api/costs/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    Resource description() {
        return new ClassPathResource(PATH);
    }
}
