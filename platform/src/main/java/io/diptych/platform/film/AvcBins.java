package io.diptych.platform.film;

import static io.diptych.platform.film.UndecodableException.require;

import java.nio.ByteBuffer;
import org.jcodec.codecs.common.biari.MDecoder;

/// Arithmetic decoding that ends soon after its input does. The library's own goes on with zeros, of which some make it
/// count for ever.
final class AvcBins extends MDecoder {
    private static final int MOST_BEYOND_END = 8;

    private final ByteBuffer input;
    private int beyondEnd;

    /// @param input  at the first byte that is coded arithmetically
    /// @param models states of the contexts
    AvcBins(ByteBuffer input, int[][] models) {
        this.input = input;
        super(input, models);
    }

    @Override
    protected void readOneByte() {
        if (!input.hasRemaining()) {
            beyondEnd++;
            require(beyondEnd <= MOST_BEYOND_END, "a slice ends too soon");
        }
        super.readOneByte();
    }
}
