package io.diptych.quality.text;

import java.util.List;

/// Reads text off prepared pages.
public interface TextReader extends AutoCloseable {
    /// Whether text of a language can be read here, for example `eng` or `chi_sim`.
    boolean reads(String language);

    /// The words of a page in the order of reading; none where nothing is written, or the reader has failed.
    ///
    /// @throws InterruptedException when interrupted while every engine was busy
    List<Word> read(Page page, String language) throws InterruptedException;

    @Override
    void close();

    /// A reader that can read nothing: what needs it is skipped.
    static TextReader none() {
        return new TextReader() {
            @Override
            public boolean reads(String language) {
                return false;
            }

            @Override
            public List<Word> read(Page page, String language) {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }
}
