package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.text.Lettering;
import io.diptych.quality.text.TextMatch;
import io.diptych.quality.text.Word;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/// Whether the text that was asked for stands in the image, line by line: read exactly it passes,
/// read with one letter
/// wrong a person has to look (readers make such mistakes, and so do models), read otherwise it
/// fails. A line with
/// digits
/// in it, such as a price, passes only when it is read exactly, and fails when it is not. The
/// reader's own confidence
/// counts for nothing: it is highest where nothing is found. Where `failing` is 0 nothing fails: a person has to look.
final class TextCheck implements Check {
    private final Lettering lettering;

    TextCheck(Lettering lettering) {
        this.lettering = lettering;
    }

    @Override
    public String id() {
        return "text";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(
                Map.of("warnLetters", 1.0, "warnErrorRate", 0.10, "unreadErrorRate", 0.5, "failing", 1.0));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        List<String> expected = specimen.expectation().expectedText();
        if (expected.isEmpty()) {
            return notAsked("no text is expected");
        }
        List<String> readable = expected.stream().filter(lettering::reads).toList();
        if (readable.isEmpty()) {
            return skipped("text of " + languages(expected) + " cannot be read on this machine");
        }
        List<TextMatch> matches = find(readable, specimen);
        CheckStatus status = CheckStatus.PASSED;
        int distance = 0;
        double worst = 0;
        for (TextMatch match : matches) {
            status = Scale.worse(status, of(match, limits));
            distance += match.distance();
            worst = Math.max(worst, match.errorRate());
        }
        return finding(
                        status,
                        Map.of(
                                "lines", (double) expected.size(),
                                "linesRead", (double) readable.size(),
                                "lettersWrong", (double) distance,
                                "worstErrorRate", worst),
                        matches.stream().map(TextCheck::sentence).collect(Collectors.joining("; ")),
                        matches.stream()
                                .filter(match ->
                                        match.distance() > 0 && match.errorRate() < limits.get("unreadErrorRate"))
                                .map(TextCheck::box)
                                .toList())
                .reading(matches.stream()
                        .map(match -> new Finding.Line(match.line(), match.read()))
                        .toList());
    }

    private List<TextMatch> find(List<String> lines, Specimen specimen) {
        try {
            return lettering.find(lines, specimen.picture());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while text was read");
        }
    }

    private static CheckStatus of(TextMatch match, Thresholds limits) {
        if (match.distance() == 0) {
            return CheckStatus.PASSED;
        }
        if (match.errorRate() >= limits.get("unreadErrorRate")) {
            // Nothing like it was read, which may be the reader's fault.
            return CheckStatus.WARNED;
        }
        boolean exact = match.line().codePoints().anyMatch(Character::isDigit);
        boolean near =
                match.distance() <= limits.get("warnLetters") || match.errorRate() <= limits.get("warnErrorRate");
        return limits.get("failing") == 0 || (near && !exact) ? CheckStatus.WARNED : CheckStatus.FAILED;
    }

    private static String sentence(TextMatch match) {
        return match.distance() == 0
                ? "'" + match.line() + "' reads as expected"
                : String.format(
                        Locale.ROOT,
                        "'%s' reads '%s', %d of %d letters differ",
                        match.line(),
                        match.read(),
                        match.distance(),
                        match.letters());
    }

    private static Box box(TextMatch match) {
        int left = match.words().stream().mapToInt(Word::x).min().orElse(0);
        int top = match.words().stream().mapToInt(Word::y).min().orElse(0);
        int right = match.words().stream()
                .mapToInt(word -> word.x() + word.width())
                .max()
                .orElse(0);
        int bottom = match.words().stream()
                .mapToInt(word -> word.y() + word.height())
                .max()
                .orElse(0);
        return new Box(left, top, right - left, bottom - top, "reads " + match.read());
    }

    private static String languages(List<String> lines) {
        return lines.stream()
                .map(Lettering::languageOf)
                .distinct()
                .sorted()
                .toList()
                .toString();
    }
}
