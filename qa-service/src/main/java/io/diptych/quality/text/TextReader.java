package io.diptych.quality.text;

import java.util.Optional;

/// Reads text off prepared pages.
public interface TextReader extends AutoCloseable {
    /// Whether text of a language can be read here, for example `eng` or `chi_sim`.
    boolean reads(String language);

    /// The text of a page; empty when there is none, or the reader has failed.
    ///
    /// @throws InterruptedException when interrupted while every engine was busy
    Optional<String> read(Page page, String language) throws InterruptedException;

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
            public Optional<String> read(Page page, String language) {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
