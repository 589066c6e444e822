package io.diptych.router.intake;

import io.diptych.events.AssetRef;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lineage;
import io.diptych.events.Reference;
import io.diptych.router.policy.EditChain;
import io.diptych.router.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Begins a chain of edits anew that has grown too long: the image that is edited gives way to its cleanest ancestor.
/// Repeated edits degrade an image, and automatic checks do not see it.
///
/// @param request the request with changed references and lineage
/// @param note    what was changed, for a person
public record EditReset(GenerationRequest request, String note) {

    /// The reset, or empty where the policy asks for none, the chain is short, or no other ancestor is known.
    public static Optional<EditReset> of(GenerationRequest request, Policy policy) {
        EditChain chain = policy.terms().editChain();
        Lineage lineage = request.getLineage();
        AssetRef clean = lineage.getCleanest() == null ? lineage.getRoot() : lineage.getCleanest();
        if (chain == null
                || chain.then() != EditChain.Then.RESET
                || lineage.getEditDepth() < chain.maxDepth()
                || clean == null) {
            return Optional.empty();
        }
        Integer cleanestDepth = lineage.getCleanest() == null ? null : lineage.getCleanestDepth();
        int depth = Objects.requireNonNullElse(cleanestDepth, 0);
        List<Reference> references = replaced(request, clean);
        if (depth >= lineage.getEditDepth() || references.equals(request.getReferences())) {
            return Optional.empty();
        }
        Lineage anew =
                Lineage.newBuilder(lineage).setParent(clean).setEditDepth(depth).build();
        GenerationRequest changed = GenerationRequest.newBuilder(request)
                .setReferences(references)
                .setLineage(anew)
                .build();
        return Optional.of(new EditReset(
                changed,
                "references: after " + lineage.getEditDepth()
                        + " edits the chain begins anew from its cleanest ancestor " + clean.getUri() + ", " + depth
                        + " edits deep"));
    }

    /// The references that are the edited image itself, which is the parent of the lineage; where no parent is
    /// named, the first subject.
    private static List<Reference> replaced(GenerationRequest request, AssetRef clean) {
        AssetRef parent = request.getLineage().getParent();
        List<Reference> references = new ArrayList<>();
        boolean done = false;
        for (Reference reference : request.getReferences()) {
            boolean edited = switch (reference.getRole()) {
                case SUBJECT, SCENE ->
                    parent == null ? !done : reference.getAsset().getSha256().equals(parent.getSha256());
                case STYLE, MASK, FIRST_FRAME -> false;
            };
            done |= edited;
            references.add(
                    edited ? Reference.newBuilder(reference).setAsset(clean).build() : reference);
        }
        return references;
    }
}
