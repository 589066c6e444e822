package io.diptych.quality.matrix;

import io.diptych.quality.check.Inspection;
import io.diptych.quality.check.Judgement;
import io.diptych.quality.check.Profile;
import io.diptych.quality.intake.ImageIntake;
import io.diptych.quality.intake.Intake.Taken;
import io.diptych.quality.intake.Parcel;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.profile.Profiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Puts samples through the checks and counts how often they are wrong.
public final class Examination {
    /// A mended image is what it ought to be when fewer pixels than this share of them differ visibly.
    private static final double ALIKE = 0.002;

    private static final int VISIBLE = 32;

    private final Inspection inspection;
    private final ImageIntake intake;
    private final Profiles profiles;

    public Examination(Inspection inspection, ImageIntake intake, Profiles profiles) {
        this.inspection = inspection;
        this.intake = intake;
        this.profiles = profiles;
    }

    /// Draws a sample by its number.
    @FunctionalInterface
    public interface Samples {
        Sample draw(int number) throws InterruptedException;
    }

    /// What was found on one sample.
    public record Examined(Sample sample, Judgement judgement, Answer answer) {}

    /// Hears of each sample.
    @FunctionalInterface
    public interface Listener {
        void examined(int number, Examined examined);
    }

    /// Examines samples `0..count-1`, several at a time.
    public ConfusionMatrix run(Samples samples, int count, int threads, Listener listener) throws InterruptedException {
        ConfusionMatrix matrix = new ConfusionMatrix();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("examination-", 0).factory())) {
            List<Future<Examined>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(pool.submit(() -> examine(samples.draw(number))));
            }
            for (int i = 0; i < count; i++) {
                Examined examined = running.set(i, null).get();
                matrix.add(
                        examined.sample().profile(),
                        examined.sample().defect(),
                        examined.sample().bad(),
                        examined.answer());
                listener.examined(i, examined);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sample could not be examined", e.getCause());
        }
        return matrix;
    }

    private Examined examine(Sample sample) throws InterruptedException {
        Profile profile = profiles.named(sample.profile())
                .orElseThrow(() -> new IllegalArgumentException(
                        "profile is '" + sample.profile() + "', must be one of " + profiles.names()));
        Judgement judgement = inspection.judge(sample.file(), sample.companions(), sample.expectation(), profile, 0);
        return new Examined(sample, judgement, answer(sample, judgement));
    }

    private Answer answer(Sample sample, Judgement judgement) throws InterruptedException {
        return switch (judgement.standing()) {
            case BAD -> Answer.REJECTED;
            case DOUBTFUL -> Answer.DOUBTED;
            case GOOD -> {
                Picture mended = judgement.repaired();
                if (mended == null) {
                    yield Answer.ACCEPTED;
                }
                yield isAlike(mended, sample) ? Answer.MENDED : Answer.MENDED_WRONG;
            }
        };
    }

    private boolean isAlike(Picture mended, Sample sample) throws InterruptedException {
        Parcel ought = sample.flawless().draw();
        return intake.take(
                ought.bytes(),
                ought.declaredType(),
                taken -> taken instanceof Taken(var flawless) && difference(mended, flawless) <= ALIKE);
    }

    /// Share of pixels that differ visibly.
    private static double difference(Picture one, Picture other) {
        if (one.width() != other.width() || one.height() != other.height()) {
            return 1;
        }
        long differing = 0;
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < one.width(); x++) {
                int a = one.at(x, y);
                int b = other.at(x, y);
                int most = Math.max(
                        Math.abs((a >> 16 & 0xFF) - (b >> 16 & 0xFF)),
                        Math.max(Math.abs((a >> 8 & 0xFF) - (b >> 8 & 0xFF)), Math.abs((a & 0xFF) - (b & 0xFF))));
                differing += most > VISIBLE ? 1 : 0;
            }
        }
        return (double) differing / ((long) one.width() * one.height());
    }
}
