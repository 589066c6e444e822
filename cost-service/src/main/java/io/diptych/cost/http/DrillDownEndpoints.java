package io.diptych.cost.http;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.diptych.cost.dashboard.AttemptFilter;
import io.diptych.cost.dashboard.AttemptQueries;
import io.diptych.cost.dashboard.AttemptQueries.Attempt;
import io.diptych.cost.dashboard.AttemptQueries.Cursor;
import io.diptych.cost.dashboard.AttemptQueries.StoredImage;
import io.diptych.cost.picture.Thumbnails;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// From any sum to the attempts behind it, and to their images.
@RestController
class DrillDownEndpoints {
    private static final String CSV = CsvTable.MEDIA_TYPE;
    private static final int MOST_ATTEMPTS = 200;
    private static final Duration IMAGE_KEPT_FOR = Duration.ofDays(1);

    private final AttemptQueries queries;
    private final Thumbnails thumbnails;
    private final InstantSource clock;

    DrillDownEndpoints(AttemptQueries queries, Thumbnails thumbnails, InstantSource clock) {
        this.queries = queries;
        this.thumbnails = thumbnails;
        this.clock = clock;
    }

    @GetMapping(path = "/api/costs/drilldown", produces = APPLICATION_JSON_VALUE)
    Page attempts(
            Stretch stretch,
            Behind behind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "24") int limit) {
        if (limit < 1 || limit > MOST_ATTEMPTS) {
            throw new BadQuestionException("limit", Integer.toString(limit), "1.." + MOST_ATTEMPTS);
        }
        AttemptFilter filter = behind.filter(stretch, clock.instant());
        return Page.of(queries.newest(filter, Questions.attemptCursor(after), limit), limit);
    }

    @GetMapping(path = "/api/costs/drilldown", produces = CSV)
    String attemptsAsCsv(
            Stretch stretch,
            Behind behind,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "24") int limit) {
        CsvTable table = new CsvTable(List.of(
                "attemptId",
                "endedAt",
                "tenant",
                "campaign",
                "sku",
                "stage",
                "model",
                "tier",
                "lane",
                "rule",
                "policy",
                "template",
                "attemptNo",
                "rework",
                "billing",
                "failure",
                "accepted",
                "chargedMicros",
                "heldMicros",
                "unpriced",
                "provenance",
                "providerMillis"));
        for (Attempt one : attempts(stretch, behind, after, limit).attempts()) {
            table.line()
                    .addAll(List.of(one.attemptId(), one.endedAt(), one.tenant()))
                    .add(one.campaign())
                    .add(one.sku())
                    .addAll(List.of(one.stage(), one.model(), one.tier(), one.lane(), one.rule(), one.policy()))
                    .add(one.template())
                    .addAll(List.of(one.attemptNo(), one.rework(), one.billing()))
                    .add(one.failure())
                    .add(one.accepted())
                    .add(one.chargedMicros())
                    .add(one.heldMicros())
                    .add(one.unpriced())
                    .add(one.provenance())
                    .add(one.providerMillis())
                    .end();
        }
        return table.toString();
    }

    /// A small copy of the image that an attempt made. Nothing else of the asset store can be had here.
    @GetMapping("/api/costs/image")
    ResponseEntity<byte[]> image(@RequestParam String attempt, @RequestParam(defaultValue = "160") int width) {
        if (!Thumbnails.WIDTHS.contains(width)) {
            throw new BadQuestionException("width", Integer.toString(width), "one of " + Thumbnails.WIDTHS);
        }
        return queries.image(attempt)
                .flatMap(found -> thumbnails.of(found, width).map(jpeg -> jpeg(found, width, jpeg)))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NOT_FOUND)
                        .cacheControl(CacheControl.noStore())
                        .build());
    }

    private static ResponseEntity<byte[]> jpeg(StoredImage image, int width, byte[] jpeg) {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.maxAge(IMAGE_KEPT_FOR).cachePrivate())
                .eTag('"' + image.sha256() + "-" + width + '"')
                .body(jpeg);
    }

    /// Some attempts, newest first.
    ///
    /// @param next what to pass as `after` for the page that follows; null where none does
    record Page(List<Attempt> attempts, @Nullable String next) {
        Page {
            attempts = List.copyOf(attempts);
        }

        static Page of(List<Attempt> attempts, int limit) {
            if (attempts.size() < limit) {
                return new Page(attempts, null);
            }
            Attempt last = attempts.getLast();
            return new Page(attempts, Questions.cursor(new Cursor(last.endedAt(), last.attemptId())));
        }
    }
}
