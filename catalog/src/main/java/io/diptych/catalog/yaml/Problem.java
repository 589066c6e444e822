package io.diptych.catalog.yaml;

/// One mistake in one file: where it is, what was found there, and what would be right.
///
/// @param file     the file, relative to the catalogue's folder
/// @param subject  whom the mistake concerns, such as `model gpt-image-2`
/// @param field    the path of the field inside the subject, such as `capabilities.max_references`
/// @param found    what is there now: a quoted value, `nothing`, or `an unknown field`
/// @param expected what would be right
/// @param line     the line of the file, the first of which is 1; 0 where it is not known
public record Problem(String file, String subject, String field, String found, String expected, int line) {

    /// A mistake whose line is not known.
    public Problem(String file, String subject, String field, String found, String expected) {
        this(file, subject, field, found, expected, 0);
    }

    /// The sentence for a person.
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + subject + ": field " + field + ": found " + found + ", expected " + expected;
    }
}
