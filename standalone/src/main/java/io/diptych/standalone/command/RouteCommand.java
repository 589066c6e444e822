package io.diptych.standalone.command;

import io.diptych.catalog.Catalog;
import io.diptych.events.GenerationRequest;
import io.diptych.standalone.explain.Explanation;
import io.diptych.standalone.explain.ExplanationJson;
import io.diptych.standalone.explain.OfflineRouter;
import io.diptych.standalone.explain.RequestSample;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Explains where a request would go, without Kafka and without buying anything.
@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        description = "Explains where requests would go and why, without Kafka. Exit code 0: each has a route,"
                + " 1: one has none, 2: one is not a valid request.")
final class RouteCommand implements Callable<Integer> {
    private static final int ROUTED = 0;
    private static final int NO_ROUTE = 1;
    private static final int BAD_INPUT = 2;

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private SituationOptions situation = new SituationOptions();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "JSON",
            arity = "1..*",
            required = true,
            description = "Requests as JSON; - for standard input; several are told in one line each.")
    private List<Path> files = List.of();

    @Option(names = "--policy", description = "Policy to ask (default: the one that the request names).")
    private @Nullable String policy;

    @Option(names = "--json", description = "Print the explanation as one JSON object.")
    private boolean json;

    /// A request that was looked at: what came of it, or why it could not be read.
    private record Answer(String name, @Nullable Explanation explanation, String mistake) {
        int exit() {
            if (!(explanation instanceof Explanation.Decided decided)) {
                return BAD_INPUT;
            }
            return decided.route().isPresent() ? ROUTED : NO_ROUTE;
        }

        Map<String, Object> json() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("name", name);
            if (explanation == null) {
                shown.put("status", "UNREADABLE");
                shown.put("message", mistake);
            } else {
                shown.putAll(ExplanationJson.of(explanation));
            }
            return shown;
        }
    }

    @Override
    public Integer call() {
        Screen screen = new Screen(json);
        Catalog catalog = Catalog.load();
        OfflineRouter router = models.router(catalog, policies.policies(catalog, models.settings()));
        List<Answer> answers =
                files.stream().map(file -> answer(catalog, router, file)).toList();
        if (answers.size() == 1) {
            print(screen, answers.getFirst());
            screen.result(answers.getFirst().json());
        } else {
            printLines(screen, answers);
            screen.result(Map.of("decisions", answers.stream().map(Answer::json).toList()));
        }
        return answers.stream().mapToInt(Answer::exit).max().orElse(BAD_INPUT);
    }

    private Answer answer(Catalog catalog, OfflineRouter router, Path file) {
        String name = String.valueOf(file.getFileName());
        GenerationRequest request;
        try {
            RequestSample sample = RequestSample.read(file, System.in);
            name = sample.name();
            request = sample.toRequest(policy, Instant.now());
        } catch (IllegalArgumentException e) {
            return new Answer(name, null, String.valueOf(e.getMessage()));
        }
        Instant at = Objects.requireNonNullElse(situation.at(), request.getRequestedAt());
        return new Answer(name, router.explain(request, situation.situation(catalog, at), at), "");
    }

    private void print(Screen screen, Answer answer) {
        if (answer.explanation() == null) {
            screen.line("%s: %s", answer.name(), answer.mistake());
        } else {
            ExplanationPrinter.print(screen, answer.explanation());
        }
    }

    private static void printLines(Screen screen, List<Answer> answers) {
        Table table = new Table("request", "policy", "rule", "route", ">price", ">latency");
        List<String> mistakes = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.explanation() == null) {
                table.row(answer.name(), "", "", "not a request", "", "");
                mistakes.add(answer.name() + ": " + answer.mistake());
            } else {
                ExplanationPrinter.row(table, answer.name(), answer.explanation());
                mistakes.addAll(ExplanationPrinter.mistakes(answer.name(), answer.explanation()));
            }
        }
        table.lines().forEach(line -> screen.line("%s", line));
        mistakes.forEach(line -> screen.line("%s", line));
    }
}
