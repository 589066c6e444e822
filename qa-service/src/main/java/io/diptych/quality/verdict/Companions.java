package io.diptych.quality.verdict;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.quality.check.Part;
import io.diptych.quality.check.Profile;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Which assets an image is compared with: only those that a check of its profile asks for.
final class Companions {
    private Companions() {}

    static Map<Part, AssetRef> of(GenerationRequest request, Profile profile) {
        Map<Part, AssetRef> assets = new EnumMap<>(Part.class);
        Optional<AssetRef> mask = reference(request, ReferenceRole.MASK);
        Optional<AssetRef> parent = Optional.ofNullable(request.getLineage().getParent());
        Optional<AssetRef> subject = reference(request, ReferenceRole.SUBJECT);
        if (profile.rules().containsKey("outside-mask") && mask.isPresent()) {
            assets.put(Part.MASK, mask.get());
            reference(request, ReferenceRole.SCENE)
                    .or(() -> parent)
                    .or(() -> subject)
                    .ifPresent(original -> assets.put(Part.ORIGINAL, original));
        }
        if (profile.rules().containsKey("subject")
                && request.getConstraints().getPreserveSubject()
                && subject.isPresent()) {
            assets.put(Part.SUBJECT, subject.get());
        }
        if (profile.rules().containsKey("style-drift")) {
            reference(request, ReferenceRole.STYLE).ifPresent(draft -> assets.put(Part.DRAFT, draft));
        }
        if (profile.rules().containsKey("edit-damage") && request.getLineage().getRoot() != null) {
            assets.put(Part.ROOT, request.getLineage().getRoot());
        }
        return assets;
    }

    /// The still that a film is asked to begin with.
    static Optional<AssetRef> still(GenerationRequest request) {
        return reference(request, ReferenceRole.FIRST_FRAME);
    }

    private static Optional<AssetRef> reference(GenerationRequest request, ReferenceRole role) {
        return request.getReferences().stream()
                .filter(reference -> reference.getRole() == role)
                .map(Reference::getAsset)
                .findFirst();
    }
}
