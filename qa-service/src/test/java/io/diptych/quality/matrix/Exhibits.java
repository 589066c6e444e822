package io.diptych.quality.matrix;

import io.diptych.quality.check.Expectation;
import io.diptych.quality.check.Part;
import io.diptych.quality.intake.Parcel;
import io.diptych.simulator.exhibit.Exhibit;
import io.diptych.simulator.exhibit.Exhibition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The simulator's exhibits as samples.
final class Exhibits {
    private Exhibits() {}

    static Sample draw(Exhibition exhibition, int number) throws InterruptedException {
        Exhibit exhibit = exhibition.draw(number);
        Map<Part, Parcel> companions = new EnumMap<>(Part.class);
        put(companions, Part.SUBJECT, exhibit.subject());
        put(companions, Part.ORIGINAL, exhibit.original());
        put(companions, Part.MASK, exhibit.mask());
        return new Sample(
                exhibit.purpose(),
                exhibit.defect(),
                exhibit.isBad(),
                new Parcel(exhibit.image(), exhibit.mediaType()),
                () -> new Parcel(exhibition.flawless(exhibit, number), exhibit.mediaType()),
                companions,
                new Expectation(exhibit.width(), exhibit.height(), exhibit.text(), 0, List.of()));
    }

    private static void put(Map<Part, Parcel> companions, Part part, byte @Nullable [] file) {
        if (file != null) {
            companions.put(part, new Parcel(file, "image/png"));
        }
    }
}
