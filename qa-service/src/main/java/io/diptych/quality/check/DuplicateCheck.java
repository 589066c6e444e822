package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.measure.Fingerprint;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether the image differs from the others of its request: the caller pays for variants.
final class DuplicateCheck implements Check {
    static final String ID = "duplicate";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of("duplicateBits", 4.0, "nearBits", 8.0, "maxColourDifference", 6.0));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        Fingerprint mine = Fingerprint.of(specimen.picture());
        Optional<Sibling> nearest = specimen.expectation().siblings().stream()
                .filter(one -> one.fingerprint().colourTo(mine) <= limits.get("maxColourDifference"))
                .min(Comparator.comparingInt((Sibling one) -> one.fingerprint().bitsTo(mine))
                        .thenComparing(Sibling::jobId));
        int known = specimen.expectation().siblings().size();
        if (nearest.isEmpty()) {
            return known == 0
                    ? notAsked("no other image of the request is known")
                    : finding(CheckStatus.PASSED, Map.of("known", (double) known), "no other image is alike");
        }
        int bits = nearest.get().fingerprint().bitsTo(mine);
        double colour = nearest.get().fingerprint().colourTo(mine);
        return finding(
                Scale.low(bits, limits.get("nearBits"), limits.get("nearBits")) == CheckStatus.PASSED
                        ? bits <= limits.get("duplicateBits") ? CheckStatus.FAILED : CheckStatus.WARNED
                        : CheckStatus.PASSED,
                Map.of("bits", (double) bits, "colour", colour, "known", (double) known),
                String.format(
                        Locale.ROOT,
                        "differs from job %s in %d of 64 bits (more than %.0f) and by %.1f in colour",
                        nearest.get().jobId(),
                        bits,
                        limits.get("nearBits"),
                        colour));
    }
}
