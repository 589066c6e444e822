package io.diptych.catalog;

import org.jspecify.annotations.Nullable;

/// The tokens a provider reports for one attempt. Null means that it did not report the number, which is not zero.
///
/// An adapter whose provider breaks a total down and leaves a kind out writes 0 for that kind: the breakdown says so.
/// The output tokens of `gpt-image-2` are all image tokens.
///
/// @param textIn        text of the prompt, the cached part included
/// @param textInCached  the part of `textIn` that was cached; null prices all of it in full
/// @param imageIn       reference images, the cached part included
/// @param imageInCached the part of `imageIn` that was cached; null prices all of it in full
/// @param textOut       words and thoughts of the answer
/// @param imageOut      images of the answer
public record TokenUsage(
        @Nullable Long textIn,
        @Nullable Long textInCached,
        @Nullable Long imageIn,
        @Nullable Long imageInCached,
        @Nullable Long textOut,
        @Nullable Long imageOut) {

    public TokenUsage {
        for (Long count : new Long[] {textIn, textInCached, imageIn, imageInCached, textOut, imageOut}) {
            if (count != null && count < 0) {
                throw new IllegalArgumentException("token count is " + count + ", expected at least 0");
            }
        }
        requirePart("textInCached", textInCached, "textIn", textIn);
        requirePart("imageInCached", imageInCached, "imageIn", imageIn);
    }

    /// Usage of which everything is reported and nothing was cached.
    public static TokenUsage of(long textIn, long imageIn, long textOut, long imageOut) {
        return new TokenUsage(textIn, 0L, imageIn, 0L, textOut, imageOut);
    }

    /// The reported number of one kind.
    public @Nullable Long count(TokenKind kind) {
        return switch (kind) {
            case TEXT_IN -> textIn;
            case TEXT_IN_CACHED -> textInCached;
            case IMAGE_IN -> imageIn;
            case IMAGE_IN_CACHED -> imageInCached;
            case TEXT_OUT -> textOut;
            case IMAGE_OUT -> imageOut;
        };
    }

    private static void requirePart(String partName, @Nullable Long part, String wholeName, @Nullable Long whole) {
        if (part != null && part > 0 && (whole == null || part > whole)) {
            throw new IllegalArgumentException(
                    partName + " is " + part + ", expected at most " + wholeName + ", which is " + whole);
        }
    }
}
