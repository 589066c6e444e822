package io.diptych.worker.image;

import io.diptych.events.AssetRef;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.platform.assets.AssetStore;
import io.diptych.worker.provider.InputImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a reference must be: an image of a type that every provider takes, out of our own store, not
/// too large; a mask has transparency and the size of the first image.
final class ReferenceRules {
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/webp");

    private final AssetStore store;
    private final ReferenceLimits limits;
    private final String model;
    private final int most;

    ReferenceRules(AssetStore store, ReferenceLimits limits, String model, int most) {
        this.store = store;
        this.limits = limits;
        this.model = model;
        this.most = most;
    }

    static String field(int number, String name) {
        return "references[" + number + "].asset." + name;
    }

    /// Checks what can be checked without the bytes.
    ///
    /// @return bytes of all of them
    long checkDeclared(List<Reference> references) throws RefusedReferenceException {
        checkCount(references);
        long total = 0;
        for (int i = 0; i < references.size(); i++) {
            AssetRef asset = references.get(i).getAsset();
            if (!store.isInside(asset.getUri())) {
                throw new RefusedReferenceException(
                        field(i, "uri"),
                        "'" + shortened(asset.getUri()) + "'",
                        "must be an address that the asset store gave out; nothing else is fetched, store it first");
            }
            if (!TYPES.contains(typeOf(asset))) {
                throw new RefusedReferenceException(
                        field(i, "mediaType"),
                        "'" + shortened(asset.getMediaType()) + "'",
                        "must be image/png, image/jpeg or image/webp");
            }
            long max = maxBytes(references.get(i).getRole() == ReferenceRole.MASK);
            if (asset.getBytes() < 1 || asset.getBytes() > max) {
                throw new RefusedReferenceException(field(i, "bytes"), asset.getBytes(), "must be 1 to " + max);
            }
            total += asset.getBytes();
        }
        if (total > limits.maxPerCall().toBytes()) {
            throw new RefusedReferenceException(
                    "references",
                    total + " bytes together",
                    "must be " + limits.maxPerCall().toBytes() + " or less");
        }
        return total;
    }

    private void checkCount(List<Reference> references) throws RefusedReferenceException {
        long masks = references.stream()
                .filter(reference -> reference.getRole() == ReferenceRole.MASK)
                .count();
        long images = references.size() - masks;
        if (images > most) {
            throw new RefusedReferenceException(
                    "references", images + " images", "must be " + most + " or fewer for model " + model);
        }
        if (masks > 1) {
            throw new RefusedReferenceException("references", masks + " masks", "must be one mask or none");
        }
        if (masks == 1 && images == 0) {
            throw new RefusedReferenceException(
                    "references", "a mask alone", "must have the image that the mask belongs to");
        }
    }

    /// Checks the bytes of one reference.
    ImageHeader checkBytes(AssetRef asset, int number, byte[] bytes, boolean isMask) throws RefusedReferenceException {
        if (bytes.length > maxBytes(isMask) || bytes.length != asset.getBytes()) {
            throw new RefusedReferenceException(
                    field(number, "bytes"),
                    asset.getBytes(),
                    "must be the size of the stored asset, " + bytes.length + ", and at most " + maxBytes(isMask));
        }
        Optional<ImageHeader> read = ImageHeader.read(bytes);
        if (read.isEmpty() || !read.get().mediaType().equals(typeOf(asset))) {
            throw new RefusedReferenceException(
                    field(number, "mediaType"),
                    "'" + shortened(asset.getMediaType()) + "'",
                    "must be what the bytes are: "
                            + read.map(ImageHeader::mediaType).orElse("no image that can be read"));
        }
        if (ImageEnd.isMissing(bytes)) {
            throw new RefusedReferenceException(
                    field(number, "bytes"), bytes.length, "must be a whole image: these break off before its end");
        }
        ImageHeader header = read.get();
        if ((long) header.width() * header.height() > limits.maxPixels()) {
            throw new RefusedReferenceException(
                    field(number, "width"),
                    header.width() + " with height " + header.height(),
                    "must have " + limits.maxPixels() + " pixels or fewer");
        }
        if (isMask && !ImageHeader.isPngWithAlpha(bytes)) {
            throw new RefusedReferenceException(
                    field(number, "mediaType"),
                    "'" + asset.getMediaType() + "'",
                    "must be image/png with an alpha channel for a mask: transparent is what may change");
        }
        return header;
    }

    /// Checks the mask against the image it belongs to.
    void checkMask(List<Reference> references, List<InputImage> images) throws RefusedReferenceException {
        InputImage first = null;
        for (InputImage image : images) {
            if (first == null && image.role() != ReferenceRole.MASK) {
                first = image;
            }
        }
        for (int i = 0; i < references.size(); i++) {
            InputImage mask = images.get(i);
            if (first != null
                    && mask.role() == ReferenceRole.MASK
                    && (mask.width() != first.width() || mask.height() != first.height())) {
                throw new RefusedReferenceException(
                        field(i, "width"),
                        mask.width() + " with height " + mask.height(),
                        "must be the size of the first image, " + first.width() + " x " + first.height());
            }
        }
    }

    private long maxBytes(boolean isMask) {
        return (isMask ? limits.maxMask() : limits.maxEach()).toBytes();
    }

    private static String typeOf(AssetRef asset) {
        return asset.getMediaType().strip().toLowerCase(Locale.ROOT);
    }

    /// A caller's text, fit for a message.
    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
