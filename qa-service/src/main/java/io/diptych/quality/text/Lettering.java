package io.diptych.quality.text;

import io.diptych.quality.intake.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Looks for expected lines in a picture.
public final class Lettering {
    private final TextReader reader;

    public Lettering(TextReader reader) {
        this.reader = reader;
    }

    /// The language that a line is read as.
    public static String languageOf(String line) {
        boolean han = line.codePoints().anyMatch(one -> Character.UnicodeScript.of(one) == Character.UnicodeScript.HAN);
        return han ? "chi_sim" : "eng";
    }

    /// Whether a line could be read here at all.
    public boolean reads(String line) {
        return reader.reads(languageOf(line));
    }

    /// The best match for each line over all pages, which are tried only until every line is found.
    ///
    /// @throws InterruptedException when interrupted while every engine was busy
    public List<TextMatch> find(List<String> lines, Picture picture) throws InterruptedException {
        List<TextMatch> best = new ArrayList<>();
        lines.forEach(line -> best.add(TextMatch.none(line)));
        for (Supplier<List<Page>> pages : Pages.of(picture)) {
            for (Page page : pages.get()) {
                read(page, (double) picture.width() / page.width(), best);
                if (best.stream().allMatch(match -> match.distance() == 0)) {
                    return best;
                }
            }
        }
        return best;
    }

    private void read(Page page, double scale, List<TextMatch> best) throws InterruptedException {
        List<String> languages = best.stream()
                .filter(match -> match.distance() > 0)
                .map(match -> languageOf(match.line()))
                .distinct()
                .toList();
        for (String language : languages) {
            List<Word> words = reader.read(page, language);
            if (words.isEmpty()) {
                continue;
            }
            Reading reading =
                    Reading.of(words.stream().map(word -> word.scaled(scale)).toList());
            best.replaceAll(known -> {
                TextMatch found =
                        languageOf(known.line()).equals(language) ? TextMatch.of(known.line(), reading) : known;
                return found.distance() < known.distance() ? found : known;
            });
        }
    }
}
