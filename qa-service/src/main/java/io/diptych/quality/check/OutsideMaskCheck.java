package io.diptych.quality.check;

import io.diptych.events.CheckStatus;
import io.diptych.quality.intake.Picture;
import io.diptych.quality.measure.ColourDrift;
import io.diptych.quality.measure.Likeness;
import io.diptych.quality.measure.Luma;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether a masked edit left the rest of the image alone. Providers take masks as guidance and render the whole
/// frame anew, so it is mended rather than only detected: the original's pixels are put back outside the mask, with
/// a feather.
final class OutsideMaskCheck implements Check {

    @Override
    public String id() {
        return "outside-mask";
    }

    @Override
    public Thresholds thresholds() {
        return new Thresholds(Map.of(
                "marginPixels", 10.0,
                "featherPixels", 8.0,
                "warnBelowPsnr", 38.0,
                "failBelowPsnr", 30.0,
                "warnBelowSsim", 0.985,
                "failBelowSsim", 0.93,
                "maxSeam", 40.0));
    }

    @Override
    public Finding examine(Specimen specimen, Thresholds limits) {
        Optional<Picture> original = specimen.companion(Part.ORIGINAL);
        Optional<Picture> mask = specimen.companion(Part.MASK);
        if (!specimen.has(Part.MASK) || !specimen.has(Part.ORIGINAL)) {
            return notAsked("there is no mask, or no original to compare with");
        }
        if (original.isEmpty() || mask.isEmpty()) {
            return skipped("the mask or the original cannot be looked at");
        }
        if (!mask.get().hadAlpha()) {
            return skipped("the mask has no alpha channel, so it marks nothing");
        }
        Picture image = specimen.picture();
        Picture before = original.get().resized(image.width(), image.height());
        KeepRegion keep = KeepRegion.of(mask.get().resized(image.width(), image.height()));
        double margin = limits.get("marginPixels");
        long kept = keep.size(margin);
        if (kept == 0) {
            return skipped("the mask protects nothing");
        }
        double psnr = Likeness.psnr(before, image, i -> keep.keeps(i, margin));
        double ssim = ssim(before, image, keep, margin);
        double drift = ColourDrift.between(before, image, i -> keep.keeps(i, margin));
        double seam = Seam.between(before, image, keep, limits.get("featherPixels"));
        CheckStatus status = Scale.worse(
                Scale.high(psnr, limits.get("warnBelowPsnr"), limits.get("failBelowPsnr")),
                Scale.high(ssim, limits.get("warnBelowSsim"), limits.get("failBelowSsim")));
        if (seam > limits.get("maxSeam")) {
            status = Scale.worse(status, CheckStatus.WARNED);
        }
        return finding(
                status,
                Map.of("psnr", psnr, "ssim", ssim, "drift", drift, "seam", seam, "keptPixels", (double) kept),
                String.format(
                        Locale.ROOT,
                        "outside the mask PSNR is %.1f dB (at least %.1f), SSIM %.3f (at least %.3f), the seam steps by"
                                + " %.1f (at most %.1f)",
                        psnr,
                        limits.get("warnBelowPsnr"),
                        ssim,
                        limits.get("warnBelowSsim"),
                        seam,
                        limits.get("maxSeam")),
                status == CheckStatus.PASSED
                        ? List.of()
                        : Changes.between(before, image, i -> keep.keeps(i, margin), "changed outside the mask"));
    }

    @Override
    public Optional<Picture> repaired(Specimen specimen, Thresholds limits) {
        Optional<Picture> original = specimen.companion(Part.ORIGINAL);
        Optional<Picture> mask = specimen.companion(Part.MASK).filter(Picture::hadAlpha);
        Picture image = specimen.picture();
        // An original of another size would come back blurred.
        if (mask.isEmpty()
                || original.isEmpty()
                || original.get().width() != image.width()
                || original.get().height() != image.height()) {
            return Optional.empty();
        }
        KeepRegion keep = KeepRegion.of(mask.get().resized(image.width(), image.height()));
        double feather = limits.get("featherPixels");
        int[] pixels = image.copyOfPixels();
        int[] before = original.get().copyOfPixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = blend(pixels[i], before[i], keep.share(i, feather));
        }
        return Optional.of(Picture.of(image.width(), image.height(), pixels));
    }

    private static double ssim(Picture before, Picture image, KeepRegion keep, double margin) {
        Luma first = Luma.halfOf(before);
        Luma second = Luma.halfOf(image);
        int half = first.width();
        return Likeness.ssim(first, second, i -> keep.keeps(2 * (i / half) * image.width() + 2 * (i % half), margin));
    }

    private static int blend(int edited, int original, double share) {
        return channel(edited >> 16, original >> 16, share) << 16
                | channel(edited >> 8, original >> 8, share) << 8
                | channel(edited, original, share);
    }

    private static int channel(int edited, int original, double share) {
        return (int) Math.round((edited & 0xFF) * (1 - share) + (original & 0xFF) * share);
    }
}
