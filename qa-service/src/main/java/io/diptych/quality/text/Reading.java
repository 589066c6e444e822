package io.diptych.quality.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What was read off a page: the letters that count, and which word each of them is of.
final class Reading {
    private final List<Word> words;
    private final String letters;
    private final int[] wordOfLetter;

    private Reading(List<Word> words, String letters, int[] wordOfLetter) {
        this.words = words;
        this.letters = letters;
        this.wordOfLetter = wordOfLetter;
    }

    static Reading of(List<Word> words) {
        StringBuilder letters = new StringBuilder();
        IntStream.Builder owners = IntStream.builder();
        for (int i = 0; i < words.size(); i++) {
            String normal = normal(words.get(i).text());
            letters.append(normal);
            int owner = i;
            normal.chars().forEach(_ -> owners.add(owner));
        }
        return new Reading(
                List.copyOf(words), letters.toString(), owners.build().toArray());
    }

    String letters() {
        return letters;
    }

    /// The words of a part of the letters.
    List<Word> words(int from, int to) {
        return IntStream.range(from, to)
                .map(letter -> wordOfLetter[letter])
                .distinct()
                .mapToObj(words::get)
                .toList();
    }

    /// Letters and digits only, in one case and width, and without accents, which a reader of English takes for one
    /// another.
    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}%$€£¥]+", "");
    }
}
