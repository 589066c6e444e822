package io.diptych.benchmarks;

import io.diptych.events.Stage;
import io.diptych.quality.check.Checks;
import io.diptych.quality.check.Expectation;
import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Profile;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.Intake;
import io.diptych.quality.intake.IntakeLimits;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.profile.Profiles;
import io.diptych.quality.text.TesseractReader;
import io.diptych.standalone.bench.Benchmark;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;

/// What judging an image costs: processor time of one thread, so that a busy machine does not
/// count; beside it, in the
/// same run, what decoding the same file takes on its own. And how much memory 64 images of 4K hold
/// at a time.
public final class QualityBenchmark implements Benchmark {
    private static final int SIDE = 1024;
    private static final int CROWD_SIDE = 4096;
    private static final int MOST_MILLIS = 80;
    private static final int MOST_DECODES = 6;
    private static final int MOST_MILLIS_WITH_TEXT = 1200;
    private static final int MOST_MILLIS_TO_REFUSE = 5;
    private static final String TEXT = "SUMMER SALE";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public String description() {
        return "processor time to judge an image, beside bare decoding; memory under 64 images of 4K at once";
    }

    @Override
    public Map<String, Object> run(boolean quick, PrintStream text) throws Exception {
        int runs = quick ? 30 : 120;
        try (TesseractReader reader = new TesseractReader(Optional.empty(), 1)) {
            ImageIntake intake = new ImageIntake(IntakeLimits.DEFAULT);
            Inspection inspection = new Inspection(intake, new Checks(reader));
            byte[] file = TestPicture.png(SIDE, 7, TEXT);
            byte[] bomb = TestPicture.bomb(20_000);
            Profile scene = Profiles.shipped().of(Stage.SCENE);
            Profile poster = Profiles.shipped().of(Stage.POSTER);
            double decode = median(
                    runs, () -> ImageIO.read(new ByteArrayInputStream(file)).getWidth());
            double judge = median(runs, () -> judge(inspection, file, scene, List.of()));
            double withText = median(runs / 6, () -> judge(inspection, file, poster, List.of(TEXT)));
            double refuse = median(runs, () -> judge(inspection, bomb, scene, List.of()));
            Crowd crowd = crowd(quick ? 16 : 64);
            long most = crowd.mostClaimed();
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("runs", runs);
            figures.put("decodeMillis", decode);
            figures.put("judgeMillis", judge);
            figures.put("ratioToDecode", judge / decode);
            figures.put("judgeWithTextMillis", withText);
            figures.put("refuseBombMillis", refuse);
            figures.put("images", crowd.images());
            figures.put("mostDecodedBytes", most);
            figures.put("memoryLimitBytes", IntakeLimits.DEFAULT.memory().toBytes());
            figures.put("allDecodedBytes", crowd.decoded());
            figures.put("heapLimitBytes", Runtime.getRuntime().maxMemory());
            figures.put(
                    "withinLimits",
                    judge <= MOST_MILLIS
                            && judge <= MOST_DECODES * decode
                            && withText <= MOST_MILLIS_WITH_TEXT
                            && refuse <= MOST_MILLIS_TO_REFUSE
                            && most <= IntakeLimits.DEFAULT.memory().toBytes());
            text.printf(Locale.ROOT, "bare decode of a %d² PNG   %6.1f ms%n", SIDE, decode);
            text.printf(
                    Locale.ROOT,
                    "judged without text        %6.1f ms   %.1f decodes (at most %d ms, %d decodes)%n",
                    judge,
                    judge / decode,
                    MOST_MILLIS,
                    MOST_DECODES);
            text.printf(
                    Locale.ROOT,
                    "judged with text           %6.1f ms   (at most %d ms)%n",
                    withText,
                    MOST_MILLIS_WITH_TEXT);
            text.printf(
                    Locale.ROOT,
                    "refusal of 20000x20000     %6.2f ms   (at most %d ms)%n",
                    refuse,
                    MOST_MILLIS_TO_REFUSE);
            text.printf(
                    Locale.ROOT,
                    "%d images of 4K at once     %6d MB of decoded pixels at most (at most %d MB), %d MB if none waited;"
                            + " the heap has %d MB%n",
                    crowd.images(),
                    most >> 20,
                    IntakeLimits.DEFAULT.memory().toMegabytes(),
                    crowd.decoded() >> 20,
                    Runtime.getRuntime().maxMemory() >> 20);
            return figures;
        }
    }

    private static Judgement judge(Inspection inspection, byte[] file, Profile profile, List<String> lines)
            throws InterruptedException {
        Expectation expectation = new Expectation(SIDE, SIDE, lines, 0, List.of());
        return inspection.judge(new Parcel(file, "image/png"), Map.of(), expectation, profile, 0);
    }

    /// What many images at a time held of memory, in bytes.
    ///
    /// @param mostClaimed for decoded pixels at a time, as the intake counts them
    /// @param decoded     pixels of all of them, if none had waited for another
    private record Crowd(int images, long mostClaimed, long decoded) {}

    private static Crowd crowd(int images) throws Exception {
        byte[] file = TestPicture.png(CROWD_SIDE, 3, "");
        ImageIntake intake = new ImageIntake(IntakeLimits.DEFAULT);
        long all = intake.freeBytes();
        AtomicLong claimed = new AtomicLong();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < images; i++) {
                work.add(() -> intake.take(file, "image/png", taken -> {
                    claimed.accumulateAndGet(all - intake.freeBytes(), Math::max);
                    return taken instanceof Intake.Taken;
                }));
            }
            for (Future<Boolean> one : pool.invokeAll(work)) {
                if (!one.get()) {
                    throw new IllegalStateException("a 4K image was not taken in");
                }
            }
        }
        return new Crowd(images, claimed.get(), (long) images * CROWD_SIDE * CROWD_SIDE * Integer.BYTES);
    }

    /// Median of the later half, in milliseconds of this thread's processor time.
    private double median(int runs, Callable<?> work) throws Exception {
        double[] millis = new double[Math.max(4, runs)];
        for (int i = 0; i < millis.length; i++) {
            long started = threads.getCurrentThreadCpuTime();
            Object done = work.call();
            millis[i] = (threads.getCurrentThreadCpuTime() - started) / 1e6;
            if (done == null) {
                throw new IllegalStateException("nothing was done");
            }
        }
        Arrays.sort(millis, millis.length / 2, millis.length);
        return millis[millis.length * 3 / 4];
    }
}
