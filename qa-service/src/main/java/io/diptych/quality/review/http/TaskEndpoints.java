package io.diptych.quality.review.http;

import io.diptych.quality.review.DeskOpen;
import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.Reviewer;
import io.diptych.quality.review.Vocabulary;
import io.diptych.quality.review.desk.ReviewDesk;
import io.diptych.quality.review.desk.ReviewDesk.Kept;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Questions and answers over HTTP.
@DeskOpen
@RestController
@RequestMapping("/api/review")
class TaskEndpoints {
    private final ReviewDesk desk;
    private final ReviewProperties terms;
    private final InstantSource clock;

    TaskEndpoints(ReviewDesk desk, ReviewProperties terms, InstantSource clock) {
        this.desk = desk;
        this.terms = terms;
        this.clock = clock;
    }

    /// Who asks, and what the page has to know of the desk.
    @GetMapping("/me")
    Me me(Reviewer reviewer) {
        return new Me(
                reviewer.name(),
                reviewer.role().name(),
                Vocabulary.all(),
                terms.undo().toMillis());
    }

    /// The next question, which is this reviewer's from now on.
    @PostMapping("/tasks/next")
    ResponseEntity<TaskView> next(Reviewer reviewer) {
        return desk.next(reviewer)
                .map(sheet -> ResponseEntity.ok(TaskView.of(sheet, clock.instant())))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @GetMapping("/tasks/{key}")
    TaskView task(Reviewer reviewer, @PathVariable String key) {
        return TaskView.of(desk.look(reviewer, TaskKey.taskId(key)), clock.instant());
    }

    /// The reviewer is still at it.
    @PostMapping("/tasks/{key}/heartbeat")
    Lease heartbeat(Reviewer reviewer, @PathVariable String key) {
        return new Lease(desk.keep(reviewer, TaskKey.taskId(key)).heldUntil(), clock.instant());
    }

    /// The reviewer would rather see another one.
    @PostMapping("/tasks/{key}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(Reviewer reviewer, @PathVariable String key) {
        desk.giveBack(reviewer, TaskKey.taskId(key));
    }

    @PostMapping("/tasks/{key}/decisions")
    ResponseEntity<Reveal> decide(Reviewer reviewer, @PathVariable String key, @RequestBody DecisionBody body) {
        Kept kept = desk.decide(reviewer, TaskKey.taskId(key), body.toAnswer());
        HttpStatus status = kept.repeated() ? HttpStatus.OK : HttpStatus.CREATED;
        return ResponseEntity.status(status).body(Reveal.of(kept, clock.instant()));
    }

    /// Takes an answer back.
    @DeleteMapping("/decisions/{decisionId}")
    TaskView undo(Reviewer reviewer, @PathVariable String decisionId) {
        return TaskView.of(desk.undo(reviewer, decisionId), clock.instant());
    }

    /// Says that the answer to a decided question is known; leads only.
    @PutMapping("/tasks/{key}/known-answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void known(Reviewer reviewer, @PathVariable String key, @RequestBody KnownAnswer body) {
        desk.known(reviewer, TaskKey.taskId(key), DecisionBody.answer(body.answer()));
    }

    /// @param reasons    what may be said against an image
    /// @param undoMillis time in which an answer can be taken back
    record Me(String name, String role, List<String> reasons, long undoMillis) {
        Me {
            reasons = List.copyOf(reasons);
        }
    }

    /// @param now the server's clock, to count down by
    record Lease(@Nullable Instant heldUntil, Instant now) {}

    record KnownAnswer(@Nullable String answer) {}
}
