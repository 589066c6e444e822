package io.diptych.standalone.command;

import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Expectation;
import io.diptych.quality.check.Graded;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Part;
import io.diptych.quality.check.Profile;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TesseractReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts an image file through the checks of quality control, without a stack.
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Judges an image file as quality control would, with evidence and timings.")
final class InspectCommand implements Callable<Integer> {
    private static final int ANY = Expectation.ANY;

    @Parameters(paramLabel = "IMAGE", description = "PNG, JPEG or WebP.")
    private Path image = Path.of("");

    @Option(
            names = "--purpose",
            defaultValue = "other",
            description = "Quality profile (default: ${DEFAULT-VALUE}): draft, white-background, scene, poster, hero,"
                    + " social, other.")
    private String purpose = "other";

    @Option(names = "--profiles", description = "File with other quality profiles.")
    private @Nullable Path profiles;

    @Option(names = "--size", paramLabel = "WxH", description = "Size that was asked for, for example 1024x1024.")
    private @Nullable String size;

    @Option(names = "--expect-text", paramLabel = "LINE", description = "Line that must be readable; may be repeated.")
    private List<String> text = List.of();

    @Option(names = "--reference", description = "Image of the subject that must be in it.")
    private @Nullable Path reference;

    @Option(names = "--original", description = "Image before a masked edit.")
    private @Nullable Path original;

    @Option(names = "--mask", description = "Mask of the edit: transparent where it may change.")
    private @Nullable Path mask;

    @Option(names = "--draft", description = "Draft whose colours it ought to have.")
    private @Nullable Path draft;

    @Option(names = "--root", description = "First image of the chain of edits.")
    private @Nullable Path root;

    @Option(names = "--depth", defaultValue = "0", description = "Edits between the first image and this one.")
    private int depth;

    @Option(names = "--tessdata", description = "Folder with Tesseract's language data.")
    private @Nullable Path tessdata;

    @Option(names = "--repaired", paramLabel = "PNG", description = "Where to write the mended image, if it is mended.")
    private @Nullable Path repaired;

    @Option(names = "--json", description = "Print the judgement as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Profiles known = profiles == null ? Profiles.shipped() : Profiles.of(profiles);
        Profile profile = known.named(purpose)
                .orElseThrow(() -> new IllegalArgumentException(
                        "purpose is '" + purpose + "', must be one of " + String.join(", ", known.names())));
        if (tessdata != null && !Files.isDirectory(tessdata)) {
            throw new IllegalArgumentException(
                    "--tessdata is '" + tessdata + "', must be a folder with files such as eng.traineddata");
        }
        Screen screen = new Screen(json);
        try (TesseractReader reader = new TesseractReader(Optional.ofNullable(tessdata), 1)) {
            Inspection inspection = new Inspection(new ImageIntake(IntakeLimits.DEFAULT), new Checks(reader));
            Judgement judgement = inspection.judge(file(image), companions(), expectation(), profile, 0);
            show(screen, judgement);
            if (repaired != null && judgement.mended().isPresent()) {
                write(judgement.mended().get(), repaired);
                screen.line("mended image written to %s", repaired);
            }
            screen.result(document(judgement));
        }
        return 0;
    }

    private Expectation expectation() {
        if (depth < 0) {
            throw new IllegalArgumentException("--depth is " + depth + ", must be 0 or more");
        }
        if (size == null) {
            return new Expectation(ANY, ANY, text, depth, List.of());
        }
        if (!size.matches("[1-9]\\d{0,4}x[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException("--size is '" + size + "', must be like 1024x1536");
        }
        String[] sides = size.split("x", -1);
        return new Expectation(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), text, depth, List.of());
    }

    private Map<Part, Parcel> companions() throws IOException {
        Map<Part, Parcel> companions = new EnumMap<>(Part.class);
        put(companions, Part.SUBJECT, reference);
        put(companions, Part.ORIGINAL, original);
        put(companions, Part.MASK, mask);
        put(companions, Part.DRAFT, draft);
        put(companions, Part.ROOT, root);
        return companions;
    }

    private static void put(Map<Part, Parcel> companions, Part part, @Nullable Path path) throws IOException {
        if (path != null) {
            companions.put(part, file(path));
        }
    }

    private static Parcel file(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("file '" + path + "' does not exist, must be an image");
        }
        return Parcel.ofUnknownType(Files.readAllBytes(path));
    }

    private static void write(Picture picture, Path to) throws IOException {
        if (!ImageIO.write(picture.toImage(), "png", to.toFile())) {
            throw new IllegalStateException("no writer for PNG");
        }
    }

    private static void show(Screen screen, Judgement judgement) {
        for (Graded one : judgement.graded()) {
            screen.line(
                    "%-8s %-17s %7.1f ms  %s",
                    one.finding().status(),
                    one.finding().checkId(),
                    millis(one),
                    one.finding().detail());
        }
        screen.line(
                "%s under %s: score %.3f (accepted from %.2f), confidence %.2f%s",
                judgement.standing(),
                judgement.profile().id(),
                judgement.score(),
                judgement.acceptFrom(),
                judgement.confidence(),
                judgement.reasons().isEmpty() ? "" : ", against it: " + String.join(", ", judgement.reasons()));
    }

    private static Map<String, Object> document(Judgement judgement) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("standing", judgement.standing());
        document.put("profile", judgement.profile().id());
        document.put("score", judgement.score());
        document.put("acceptFrom", judgement.acceptFrom());
        document.put("confidence", judgement.confidence());
        document.put("reasons", judgement.reasons());
        document.put("repaired", judgement.mended().isPresent());
        document.put(
                "findings",
                judgement.graded().stream()
                        .map(one -> finding(one, judgement.profile()))
                        .toList());
        return document;
    }

    private static Map<String, Object> finding(Graded one, Profile profile) {
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("check", one.finding().checkId());
        finding.put("version", one.finding().version());
        finding.put("status", one.finding().status());
        finding.put("hard", one.hard());
        finding.put("weight", one.weight());
        finding.put("measured", new TreeMap<>(one.finding().measured()));
        Profile.Rule rule = profile.rules().get(one.finding().checkId());
        finding.put(
                "thresholds",
                rule == null ? Map.of() : new TreeMap<>(rule.thresholds().values()));
        finding.put("detail", one.finding().detail());
        finding.put("boxes", one.finding().boxes());
        finding.put("lines", one.finding().lines());
        finding.put("millis", millis(one));
        return finding;
    }

    private static double millis(Graded one) {
        return one.took().toNanos() / 1e6;
    }
}
