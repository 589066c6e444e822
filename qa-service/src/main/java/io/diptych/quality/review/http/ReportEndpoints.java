package io.diptych.quality.review.http;

import io.diptych.quality.review.DeskOpen;
import io.diptych.quality.review.Reviewer;
import io.diptych.quality.review.desk.DeskException;
import io.diptych.quality.review.store.ReportQueries;
import io.diptych.quality.review.store.ReportQueries.Accuracy;
import io.diptych.quality.review.store.ReportQueries.Agreement;
import io.diptych.quality.review.store.ReportQueries.Counts;
import io.diptych.quality.review.store.ReportQueries.Waiting;
import io.diptych.quality.review.store.ReportQueries.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What waits, how far people agree, and how good quality control is.
@DeskOpen
@RestController
@RequestMapping("/api/review")
class ReportEndpoints {
    private static final int MOST = 200;
    private static final int MOST_DAYS = 400;

    private final ReportQueries reports;
    private final InstantSource clock;

    ReportEndpoints(ReportQueries reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @GetMapping("/queue")
    Queue queue(Reviewer reviewer) {
        Instant now = clock.instant();
        return new Queue(
                now,
                reports.counts(now, now.minus(Duration.ofDays(1))),
                reports.waiting(now, MOST).stream().map(Item::of).toList());
    }

    /// @param days how far back
    @GetMapping("/agreement")
    People agreement(Reviewer reviewer, @RequestParam(defaultValue = "30") int days) {
        Instant since = since(days);
        return new People(reports.agreements(since), reports.work(since));
    }

    /// @param days how far back
    @GetMapping("/accuracy")
    List<Accuracy> accuracy(Reviewer reviewer, @RequestParam(defaultValue = "30") int days) {
        return reports.accuracy(since(days));
    }

    private Instant since(int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw DeskException.invalid("days", Integer.toString(days), "1.." + MOST_DAYS);
        }
        return clock.instant().minus(Duration.ofDays(days));
    }

    /// What waits.
    ///
    /// @param now the server's clock, to tell ages by
    record Queue(Instant now, List<Counts> stages, List<Item> waiting) {
        Queue {
            stages = List.copyOf(stages);
            waiting = List.copyOf(waiting);
        }
    }

    /// An open question under the key by which it is asked for.
    record Item(String key, Waiting task) {
        static Item of(Waiting task) {
            return new Item(TaskKey.of(task.taskId()), task);
        }
    }

    /// How far people agree, and what each has done.
    record People(List<Agreement> pairs, List<Work> reviewers) {
        People {
            pairs = List.copyOf(pairs);
            reviewers = List.copyOf(reviewers);
        }
    }
}
