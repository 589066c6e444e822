package io.diptych.standalone.command;

import io.diptych.catalog.Money;
import io.diptych.standalone.demo.DemoListener;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// Shows how a demonstration goes: a bar on a terminal, a line now and then elsewhere.
final class ProgressDisplay implements DemoListener, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);

    private final Screen screen;
    private @Nullable ProgressBar bar;
    private @Nullable Progress last;
    private long lastLine;

    ProgressDisplay(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void requested(int jobs) {
        screen.line("Requested %d images.", jobs);
        if (screen.isTerminal()) {
            bar = new ProgressBarBuilder()
                    .setTaskName("delivered")
                    .setInitialMax(jobs)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .build();
        }
    }

    @Override
    public void progress(Progress progress) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(progress.ended());
            shown.setExtraMessage(" generating " + (progress.jobs() - progress.generated()) + ", judged "
                    + progress.judged() + ", failed " + progress.failed() + ", "
                    + new Money(progress.spentMicros()).toCents() + " USD");
            return;
        }
        boolean ended = progress.ended() == progress.jobs();
        boolean due = System.nanoTime() - lastLine > BETWEEN_LINES.toNanos();
        if (!progress.equals(last) && (ended || due)) {
            screen.line(
                    "  requested %d, generating %d, judged %d, delivered %d, failed %d, spent %s USD",
                    progress.jobs(),
                    progress.jobs() - progress.generated(),
                    progress.judged(),
                    progress.delivered(),
                    progress.failed(),
                    new Money(progress.spentMicros()).toCents());
            last = progress;
            lastLine = System.nanoTime();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
