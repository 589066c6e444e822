package io.diptych.platform.film;

import static io.diptych.platform.film.UndecodableException.require;
import static org.jcodec.codecs.h264.decode.CAVLCReader.readUE;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jcodec.codecs.h264.io.model.PictureParameterSet;
import org.jcodec.common.io.BitReader;

/// The parameter sets of a track, by their ids.
record AvcSets(Map<Integer, AvcSequence> sequences, Map<Integer, PictureParameterSet> pictures) {

    AvcSets {
        sequences = Map.copyOf(sequences);
        pictures = Map.copyOf(pictures);
    }

    static AvcSets of(AvcConfig config) {
        Map<Integer, AvcSequence> sequences = new HashMap<>();
        for (ByteBuffer unit : config.sequences()) {
            AvcSequence sequence = AvcSequence.of(AvcUnit.of(unit).payload());
            sequences.put(sequence.id(), sequence);
        }
        Map<Integer, PictureParameterSet> pictures = new HashMap<>();
        for (ByteBuffer unit : config.pictures()) {
            PictureParameterSet picture = picture(AvcUnit.of(unit).payload());
            pictures.put(picture.picParameterSetId, picture);
        }
        return new AvcSets(sequences, pictures);
    }

    /// The library's reader makes room for as many slice groups as the set claims, so they are refused first.
    private static PictureParameterSet picture(ByteBuffer payload) {
        BitReader bits = BitReader.createBitReader(payload.duplicate());
        readUE(bits);
        readUE(bits);
        bits.skip(2);
        require(readUE(bits) == 0, "slice groups are not decoded");
        return PictureParameterSet.read(payload);
    }

    PictureParameterSet picture(int id) {
        PictureParameterSet picture = pictures.get(id);
        if (picture == null) {
            throw new UndecodableException("there is no picture parameter set " + id);
        }
        return picture;
    }

    AvcSequence sequenceOf(PictureParameterSet picture) {
        AvcSequence sequence = sequences.get(picture.seqParameterSetId);
        if (sequence == null) {
            throw new UndecodableException("there is no sequence parameter set " + picture.seqParameterSetId);
        }
        return sequence;
    }
}
