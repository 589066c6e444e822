package io.diptych.quality.review.http;

import io.diptych.events.CheckFinding;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.GenerationResult;
import io.diptych.events.QualityVerdict;
import io.diptych.events.ReviewTask;
import io.diptych.quality.review.Matter;
import io.diptych.quality.review.desk.ReviewDesk.Sheet;
import io.diptych.quality.review.http.Pictures.Picture;
import io.diptych.quality.review.store.StoredTask;
import io.diptych.quality.verdict.BetterRoute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A question as a reviewer sees it before the answer: all that helps to decide, nothing of model and score, and
/// nothing that tells an audit or a known answer from any other question.
///
/// @param key       by which it is asked for
/// @param prompt    what was asked for; null where the asker does not say
/// @param choose    how many are to be chosen
/// @param better    whether a better model is left to be asked
/// @param again     whether the same model may be asked once more within the limits of cost
/// @param purchase  the attempt that is asked about; null where an image is
/// @param heldUntil until when it is this reviewer's
/// @param now       the server's clock, to count down by
record TaskView(
        String key,
        String kind,
        String stage,
        @Nullable String category,
        @Nullable String channel,
        @Nullable String prompt,
        List<String> expectedText,
        boolean preserveSubject,
        int choose,
        boolean better,
        boolean again,
        @Nullable PurchaseView purchase,
        Instant askedAt,
        @Nullable Instant dueAt,
        @Nullable Instant heldUntil,
        Instant now,
        List<ImageView> images,
        List<FindingView> findings) {

    TaskView {
        expectedText = List.copyOf(expectedText);
        images = List.copyOf(images);
        findings = List.copyOf(findings);
    }

    static TaskView of(Sheet sheet, Instant now) {
        StoredTask task = sheet.task();
        ReviewTask question = sheet.question();
        String key = TaskKey.of(task.taskId());
        GenerationRequest request = request(question);
        List<ImageView> images = new ArrayList<>();
        for (Picture picture : Pictures.of(question)) {
            images.add(ImageView.of(key, images.size(), picture));
        }
        List<FindingView> findings = new ArrayList<>();
        for (int i = 0; i < question.getSubjects().size(); i++) {
            QualityVerdict verdict = question.getSubjects().get(i).getVerdict();
            int image = i;
            if (verdict != null) {
                verdict.getFindings().forEach(finding -> findings.add(FindingView.of(finding, image)));
            }
        }
        return new TaskView(
                key,
                task.kind().name(),
                task.stage().name(),
                question.getPurpose().getCategory(),
                question.getPurpose().getChannel(),
                request == null ? null : prompt(request),
                request == null ? List.of() : request.getConstraints().getExpectedText(),
                request != null && request.getConstraints().getPreserveSubject(),
                question.getChoose(),
                hasBetter(question),
                sheet.againstAgain(now) == null,
                purchase(question),
                task.askedAt(),
                task.dueAt(),
                task.heldUntil(),
                now,
                images,
                findings);
    }

    private static @Nullable String prompt(GenerationRequest request) {
        if (request.getPrompt() != null || request.getTemplate() == null) {
            return request.getPrompt();
        }
        return request.getTemplate() + " " + request.getVariables();
    }

    private static boolean hasBetter(ReviewTask question) {
        GenerationJob job = job(question);
        return job != null && BetterRoute.of(job).isPresent();
    }

    private static @Nullable PurchaseView purchase(ReviewTask question) {
        return question.getUnsettled() == null ? null : PurchaseView.of(question.getUnsettled());
    }

    private static @Nullable GenerationRequest request(ReviewTask question) {
        GenerationJob job = job(question);
        return job == null ? null : job.getRequest();
    }

    private static @Nullable GenerationJob job(ReviewTask question) {
        GenerationResult result = Matter.result(question);
        return result == null ? null : result.getJob();
    }

    /// One of its images.
    ///
    /// @param url   where its bytes are, for this reviewer
    /// @param depth edits since the root; null where that is not known
    record ImageView(
            int index,
            String role,
            String url,
            String mediaType,
            int width,
            int height,
            @Nullable String jobId,
            @Nullable Integer depth) {
        static ImageView of(String key, int index, Picture picture) {
            return new ImageView(
                    index,
                    picture.role(),
                    "/api/review/tasks/" + key + "/images/" + index,
                    picture.asset().getMediaType(),
                    picture.asset().getWidth(),
                    picture.asset().getHeight(),
                    picture.jobId(),
                    picture.depth());
        }
    }

    /// What a check found.
    ///
    /// @param image which of the images it speaks of
    record FindingView(
            int image,
            String check,
            String status,
            boolean hard,
            String detail,
            Map<String, Double> measured,
            List<BoxView> boxes,
            List<LineView> lines) {
        static FindingView of(CheckFinding finding, int image) {
            return new FindingView(
                    image,
                    finding.getCheckId(),
                    finding.getStatus().name(),
                    finding.getHard(),
                    finding.getDetail(),
                    Map.copyOf(finding.getMeasured()),
                    finding.getBoxes().stream()
                            .map(box -> new BoxView(
                                    box.getX(), box.getY(), box.getWidth(), box.getHeight(), box.getLabel()))
                            .toList(),
                    finding.getLines().stream()
                            .map(line -> new LineView(line.getExpected(), line.getRead()))
                            .toList());
        }
    }

    /// A place in the image, in its pixels.
    record BoxView(int x, int y, int width, int height, String label) {}

    /// A line as it was asked for and as it was read.
    record LineView(String expected, String read) {}
}
