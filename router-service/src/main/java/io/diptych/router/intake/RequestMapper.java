package io.diptych.router.intake;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.catalog.PixelSize;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Lineage;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.router.request.RoutingRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Translates a request's event into what decisions look at.
public final class RequestMapper {
    private static final RoutingRequest.References NO_REFERENCES = new RoutingRequest.References(0, 0, 0, 0, 0);

    // Estimates take each character for a token, which is some four times too many. So these bound what workers
    // write: a template without its variables, what each character of a variable may bring with it (each item of a
    // list has words of its own), and the sentence on a reference.
    private static final int TEMPLATE = 300;
    private static final int OF_VARIABLE = 4;
    private static final int REFERENCE = 25;

    private final Catalog catalog;

    public RequestMapper(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The facts of a request.
    ///
    /// @param event keeps every one of [RequestRules]
    public RoutingRequest map(GenerationRequest event) {
        return new RoutingRequest(
                event.getTenant(),
                event.getTier(),
                event.getMode(),
                event.getLane(),
                Objects.requireNonNullElse(event.getPrompt(), ""),
                Objects.requireNonNullElse(event.getTemplate(), ""),
                words(event),
                event.getRequestedAt(),
                references(event.getReferences()),
                lineage(event.getLineage()),
                map(event.getOutput()),
                map(event.getConstraints()),
                map(event.getPreferences()),
                new RoutingRequest.Purpose(
                        event.getPurpose().getStage(),
                        event.getPurpose().getCategory(),
                        event.getPurpose().getChannel(),
                        event.getPurpose().getHasHdPhoto()),
                new RoutingRequest.Context(
                        event.getContext().getCampaign(),
                        event.getContext().getSku(),
                        event.getContext().getPipelineStage(),
                        event.getContext().getLabels()));
    }

    private static int words(GenerationRequest event) {
        String prompt = event.getPrompt();
        long words = (long) REFERENCE * event.getReferences().size();
        if (prompt != null) {
            words += prompt.length();
        } else {
            words += TEMPLATE;
            for (String value : event.getVariables().values()) {
                words += (long) OF_VARIABLE * value.length();
            }
        }
        return Math.toIntExact(Math.min(words, Integer.MAX_VALUE));
    }

    private static RoutingRequest.References references(List<Reference> references) {
        if (references.isEmpty()) {
            return NO_REFERENCES;
        }
        return new RoutingRequest.References(
                count(references, ReferenceRole.SUBJECT),
                count(references, ReferenceRole.STYLE),
                count(references, ReferenceRole.SCENE),
                count(references, ReferenceRole.MASK),
                count(references, ReferenceRole.FIRST_FRAME));
    }

    private static int count(List<Reference> references, ReferenceRole role) {
        int count = 0;
        for (Reference reference : references) {
            count += reference.getRole() == role ? 1 : 0;
        }
        return count;
    }

    private static RoutingRequest.Lineage lineage(Lineage lineage) {
        return new RoutingRequest.Lineage(
                lineage.getEditDepth(),
                lineage.getCleanest() != null || lineage.getRoot() != null,
                lineage.getRegenerateOf() != null);
    }

    private static RoutingRequest.Output map(io.diptych.events.Output output) {
        Integer width = output.getWidth();
        Integer height = output.getHeight();
        return new RoutingRequest.Output(
                output.getCount(),
                output.getAspectRatio(),
                width == null || height == null ? null : new PixelSize(width, height),
                output.getResolution(),
                output.getMediaType(),
                output.getTransparentBackground(),
                output.getSeconds());
    }

    private static RoutingRequest.Constraints map(io.diptych.events.Constraints constraints) {
        return new RoutingRequest.Constraints(
                constraints.getTextHeavy(),
                constraints.getExpectedText(),
                constraints.getSubjects(),
                constraints.getPreserveSubject(),
                constraints.getMaxLatencyMillis(),
                constraints.getMaxCostMicros(),
                constraints.getMinQuality(),
                constraints.getDataClass(),
                constraints.getDeadline());
    }

    private RoutingRequest.Preferences map(io.diptych.events.Preferences preferences) {
        return new RoutingRequest.Preferences(
                preferences.getSpeed(),
                preferences.getQuality(),
                preferences.getCost(),
                canonical(preferences.getPinnedModel()),
                preferences.getExcludedModels(),
                preferences.getSubstitutions(),
                preferences.getHighQuality());
    }

    private @Nullable String canonical(@Nullable String model) {
        return model == null ? null : catalog.model(model).map(Model::id).orElse(model);
    }
}
