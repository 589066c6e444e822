package io.diptych.cost.http;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.diptych.cost.dashboard.FeedbackQueries;
import io.diptych.cost.dashboard.FeedbackQueries.Maker;
import io.diptych.cost.dashboard.FeedbackQueries.Said;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What people said of the images, over HTTP.
@RestController
class FeedbackEndpoints {
    private final FeedbackQueries queries;

    FeedbackEndpoints(FeedbackQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/api/costs/feedback", produces = APPLICATION_JSON_VALUE)
    List<Said> feedback(
            @RequestParam(defaultValue = "model") String by, @RequestParam(defaultValue = "100") int limit) {
        return queries.by(maker(by), Questions.limit(limit));
    }

    @GetMapping(path = "/api/costs/feedback", produces = CsvTable.MEDIA_TYPE)
    String feedbackAsCsv(
            @RequestParam(defaultValue = "model") String by, @RequestParam(defaultValue = "100") int limit) {
        CsvTable table = new CsvTable(
                List.of(by, "regenerated", "abandoned", "corrected", "rated", "meanRating", "chosen", "other"));
        for (Said one : feedback(by, limit)) {
            table.line()
                    .add(one.value())
                    .add(one.regenerated())
                    .add(one.abandoned())
                    .add(one.corrected())
                    .add(one.rated())
                    .add(one.meanRating())
                    .add(one.chosen())
                    .add(one.other())
                    .end();
        }
        return table.toString();
    }

    private static Maker maker(String by) {
        return Arrays.stream(Maker.values())
                .filter(maker -> maker.label().equals(by))
                .findFirst()
                .orElseThrow(() -> new BadQuestionException("by", by, "one of model, rule, template"));
    }
}
