package io.diptych.simulator.invoice;

/// The tokens of one call, by kind.
///
/// @param textIn   tokens of the prompt
/// @param imageIn  tokens of reference images
/// @param textOut  tokens of text that came back beside the image
/// @param imageOut tokens of the images
public record Usage(long textIn, long imageIn, long textOut, long imageOut) {

    public Usage {
        if (textIn < 0 || imageIn < 0 || textOut < 0 || imageOut < 0) {
            throw new IllegalArgumentException("token counts must not be negative, but are " + textIn + ", " + imageIn
                    + ", " + textOut + ", " + imageOut);
        }
    }

    public long in() {
        return textIn + imageIn;
    }

    public long out() {
        return textOut + imageOut;
    }

    public long total() {
        return in() + out();
    }
}
