package io.diptych.standalone.command;

import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.matrix.Answer;
import io.diptych.quality.matrix.ConfusionMatrix;
import io.diptych.quality.matrix.Examination;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TesseractReader;
import io.diptych.simulator.drawing.Studio;
import io.diptych.simulator.exhibit.Exhibition;
import io.diptych.standalone.quality.Exhibits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Holds an examination of the image checks on images with known defects.
@Command(
        name = "matrix",
        mixinStandardHelpOptions = true,
        description = "Draws images with known defects, judges them, and prints false accepts and false rejects by"
                + " defect and profile. Exit code 1: more than 2 %% false accepts, or 8 %% false rejects.")
final class QualityMatrixCommand implements Callable<Integer> {
    private static final double MOST_FALSE_ACCEPTS = 0.02;
    private static final double MOST_FALSE_REJECTS = 0.08;

    @Option(names = "--images", defaultValue = "1050", description = "How many (default: ${DEFAULT-VALUE}).")
    private int images = 1050;

    @Option(
            names = "--seed",
            defaultValue = "2026",
            description = "The same seed draws the same images (default: ${DEFAULT-VALUE}; thresholds were set on 1).")
    private long seed = 2026;

    @Option(names = "--profiles", description = "File with other quality profiles.")
    private @Nullable Path profiles;

    @Option(names = "--json", description = "Print the matrix as one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (images < 1) {
            throw new IllegalArgumentException("--images is " + images + ", must be at least 1");
        }
        Screen screen = new Screen(json);
        Profiles known = profiles == null ? Profiles.shipped() : Profiles.of(profiles);
        int cores = Runtime.getRuntime().availableProcessors();
        long began = System.nanoTime();
        ImageIntake intake = new ImageIntake(IntakeLimits.DEFAULT);
        try (Studio studio = new Studio(cores);
                TesseractReader reader = new TesseractReader(Optional.empty(), cores)) {
            Exhibition exhibition = new Exhibition(studio, seed);
            ConfusionMatrix matrix = new Examination(new Inspection(intake, new Checks(reader)), intake, known)
                    .run(number -> Exhibits.draw(exhibition, number), images, cores, (_, _) -> {});
            show(screen, matrix);
            screen.line("%d images of seed %d in %.0f s.", images, seed, (System.nanoTime() - began) / 1e9);
            boolean isGood = isWithin(matrix);
            screen.result(document(matrix, isGood));
            return isGood ? 0 : 1;
        }
    }

    private static boolean isWithin(ConfusionMatrix matrix) {
        return matrix.falseAccepts().value() <= MOST_FALSE_ACCEPTS
                && profiles(matrix).stream()
                        .allMatch(profile -> matrix.falseRejects(profile).value() <= MOST_FALSE_REJECTS);
    }

    private static List<String> profiles(ConfusionMatrix matrix) {
        return matrix.rows().stream()
                .map(ConfusionMatrix.Row::profile)
                .distinct()
                .toList();
    }

    private static void show(Screen screen, ConfusionMatrix matrix) {
        Table table = new Table(
                "profile",
                "defect",
                ">images",
                ">accepted",
                ">mended",
                ">mended wrong",
                ">doubted",
                ">rejected",
                ">wrong");
        for (ConfusionMatrix.Row row : matrix.rows()) {
            table.row(
                    row.profile(),
                    row.defect(),
                    row.all(),
                    row.of(Answer.ACCEPTED),
                    row.of(Answer.MENDED),
                    row.of(Answer.MENDED_WRONG),
                    row.of(Answer.DOUBTED),
                    row.of(Answer.REJECTED),
                    row.wrong());
        }
        table.lines().forEach(line -> screen.line("%s", line));
        Table sums = new Table("profile", ">bad images", ">false accepts", ">", ">flawless", ">false rejects", ">");
        for (String profile : profiles(matrix)) {
            sum(sums, profile, matrix.falseAccepts(profile), matrix.falseRejects(profile));
        }
        sum(sums, "all", matrix.falseAccepts(), matrix.falseRejects());
        sums.lines().forEach(line -> screen.line("%s", line));
    }

    private static void sum(Table sums, String title, ConfusionMatrix.Share accepts, ConfusionMatrix.Share rejects) {
        sums.row(
                title,
                accepts.all(),
                accepts.wrong(),
                percent(accepts),
                rejects.all(),
                rejects.wrong(),
                percent(rejects));
    }

    private static String percent(ConfusionMatrix.Share share) {
        return String.format(Locale.ROOT, "%.2f %%", share.value() * 100);
    }

    private Map<String, Object> document(ConfusionMatrix matrix, boolean isGood) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("images", images);
        document.put("seed", seed);
        document.put("falseAcceptShare", matrix.falseAccepts().value());
        document.put("falseRejectShare", matrix.falseRejects().value());
        Map<String, Object> byProfile = new LinkedHashMap<>();
        for (String profile : profiles(matrix)) {
            byProfile.put(
                    profile,
                    Map.of("falseAccepts", matrix.falseAccepts(profile), "falseRejects", matrix.falseRejects(profile)));
        }
        document.put("profiles", byProfile);
        document.put("rows", matrix.rows());
        document.put("withinLimits", isGood);
        return document;
    }
}
