package io.diptych.router.intake;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.ResolutionTiers;
import io.diptych.events.Constraints;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Mode;
import io.diptych.events.Output;
import io.diptych.events.Preferences;
import io.diptych.events.Reference;
import io.diptych.events.ReferenceRole;
import io.diptych.router.policy.Substitution;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The rules that a request must keep before anybody decides where it goes.
public final class RequestRules {
    /// Most images of one request.
    public static final int MOST_IMAGES = 10;

    private static final int LONGEST_ID = 64;
    private static final int LONGEST_PROMPT = 32_000;
    private static final List<String> RESOLUTIONS = List.of("0.5K", "1K", "2K", "4K");
    private static final List<String> MEDIA_TYPES = List.of("image/png", "image/jpeg", "image/webp");
    private static final List<String> VIDEO_TYPES = List.of("video/mp4");
    private static final String ONE_OF_VIDEO_TYPES = "must be one of " + VIDEO_TYPES;
    private static final String ONE_OF_RESOLUTIONS = "must be one of " + RESOLUTIONS;
    private static final String ONE_OF_MEDIA_TYPES = "must be one of " + MEDIA_TYPES;

    private final Catalog catalog;
    private final Supplier<? extends Collection<String>> policies;
    private final Set<String> aspectRatios;
    private final String oneOfRatios;

    /// @param policies names that a request may ask for
    public RequestRules(Catalog catalog, Collection<String> policies) {
        this(catalog, () -> policies);
    }

    /// @param policies names that a request may ask for at that moment
    public RequestRules(Catalog catalog, Supplier<? extends Collection<String>> policies) {
        this.catalog = catalog;
        this.policies = policies;
        this.aspectRatios = knownRatios(catalog);
        this.oneOfRatios = "must be one of " + aspectRatios + "; give an exact width and height for any other";
    }

    /// What the request breaks, in the order of its fields; empty where it keeps every rule.
    ///
    /// @param at the request's own time
    public List<Violation> check(GenerationRequest request, Instant at) {
        Violations violations = new Violations();
        identity(request, violations);
        wish(request, violations);
        references(request, violations);
        output(request, violations);
        constraints(request.getConstraints(), at, violations);
        preferences(request.getPreferences(), violations);
        int depth = request.getLineage().getEditDepth();
        violations.require(depth >= 0, "lineage.editDepth", depth, "must be 0 or more");
        Integer cleanest = request.getLineage().getCleanestDepth();
        if (cleanest != null && (cleanest < 0 || cleanest > depth)) {
            violations.add("lineage.cleanestDepth", cleanest, "must be 0.." + depth + ", which is lineage.editDepth");
        }
        String policy = request.getPolicy();
        Collection<String> known = policy == null ? List.of() : policies.get();
        if (policy != null && !known.contains(policy)) {
            violations.add("policy", policy, "must be one of " + known + " or null");
        }
        return violations.found();
    }

    private static void identity(GenerationRequest request, Violations violations) {
        String id = request.getRequestId();
        violations.require(
                !id.isBlank() && id.length() <= LONGEST_ID && id.indexOf('#') < 0,
                "requestId",
                id,
                "must have 1.." + LONGEST_ID + " characters and no '#'");
        violations.require(!request.getTenant().isBlank(), "tenant", request.getTenant(), "must not be blank");
    }

    private static void wish(GenerationRequest request, Violations violations) {
        String prompt = request.getPrompt();
        String template = request.getTemplate();
        violations.require(
                template == null || !template.isBlank(),
                "template",
                template,
                "must name a prompt template, or be null where a prompt is given");
        violations.require(
                template == null || prompt == null, "prompt", prompt, "must be null where a template is named");
        if (template != null) {
            return;
        }
        violations.require(
                prompt != null && !prompt.isBlank() && prompt.length() <= LONGEST_PROMPT,
                "prompt",
                prompt,
                "must have 1.." + LONGEST_PROMPT + " characters, not all blank");
        violations.require(
                request.getVariables().isEmpty(),
                "variables",
                request.getVariables().keySet(),
                "must be empty where no template is named");
    }

    private static void references(GenerationRequest request, Violations violations) {
        List<Reference> references = request.getReferences();
        int masks = 0;
        boolean frames = false;
        for (Reference reference : references) {
            masks += reference.getRole() == ReferenceRole.MASK ? 1 : 0;
            frames |= reference.getRole() == ReferenceRole.FIRST_FRAME;
        }
        boolean onlyMasks = masks > 0 && masks == references.size();
        violations.require(!onlyMasks, "references", "MASK only", "must name the image that the mask is for");
        if (masks > 1) {
            violations.add("references", masks + " masks", "must have one mask at most");
        }
        Mode mode = request.getMode();
        boolean changes = mode == Mode.EDIT || mode == Mode.VARIATE;
        violations.require(
                !changes || !references.isEmpty(), "references", "empty", "must have the image that is to be changed");
        if (masks > 0 && mode != Mode.EDIT) {
            violations.add("references", "a MASK in mode " + mode, "must have no mask in this mode");
        }
        if (frames && mode != Mode.ANIMATE) {
            violations.add("references", "a FIRST_FRAME in mode " + mode, "must have no first frame in this mode");
        }
    }

    private void output(GenerationRequest request, Violations violations) {
        Output output = request.getOutput();
        boolean film = request.getMode() == Mode.ANIMATE;
        int count = output.getCount();
        violations.require(count >= 1 && count <= MOST_IMAGES, "output.count", count, "must be 1.." + MOST_IMAGES);
        String ratio = output.getAspectRatio();
        violations.require(ratio == null || aspectRatios.contains(ratio), "output.aspectRatio", ratio, oneOfRatios);
        exactSize(output, violations);
        violations.require(
                RESOLUTIONS.contains(output.getResolution()),
                "output.resolution",
                output.getResolution(),
                ONE_OF_RESOLUTIONS);
        violations.require(
                (film ? VIDEO_TYPES : MEDIA_TYPES).contains(output.getMediaType()),
                "output.mediaType",
                output.getMediaType(),
                film ? ONE_OF_VIDEO_TYPES : ONE_OF_MEDIA_TYPES);
        violations.require(
                film || output.getSeconds() == null,
                "output.seconds",
                output.getSeconds(),
                "must be null for an image");
        violations.requirePositive(output.getSeconds(), "output.seconds");
    }

    private static void exactSize(Output output, Violations violations) {
        Integer width = output.getWidth();
        Integer height = output.getHeight();
        violations.require(width != null || height == null, "output.width", width, "must be given with a height");
        violations.require(height != null || width == null, "output.height", height, "must be given with a width");
        violations.requirePositive(width, "output.width");
        violations.requirePositive(height, "output.height");
        violations.require(
                width == null || output.getAspectRatio() == null,
                "output.aspectRatio",
                output.getAspectRatio(),
                "must be null where an exact size is given");
    }

    private static void constraints(Constraints constraints, Instant at, Violations violations) {
        violations.requirePositive(constraints.getSubjects(), "constraints.subjects");
        violations.requirePositive(constraints.getMaxLatencyMillis(), "constraints.maxLatencyMillis");
        violations.requirePositive(constraints.getMaxCostMicros(), "constraints.maxCostMicros");
        violations.requireShare(constraints.getMinQuality(), "constraints.minQuality");
        Instant deadline = constraints.getDeadline();
        if (deadline != null && !deadline.isAfter(at)) {
            violations.add("constraints.deadline", deadline, "must be after the request's time " + at);
        }
    }

    private void preferences(Preferences preferences, Violations violations) {
        violations.requireShare(preferences.getSpeed(), "preferences.speed");
        violations.requireShare(preferences.getQuality(), "preferences.quality");
        violations.requireShare(preferences.getCost(), "preferences.cost");
        preferences
                .getSubstitutions()
                .forEach(field -> violations.require(
                        Substitution.named(field).isPresent(),
                        "preferences.substitutions",
                        field,
                        "must be one of " + Substitution.fields()));
        String pinned = preferences.getPinnedModel();
        violations.require(
                pinned == null || catalog.model(pinned).isPresent(),
                "preferences.pinnedModel",
                pinned,
                "must be a model of the catalogue");
        violations.require(
                pinned == null || !preferences.getExcludedModels().contains(pinned),
                "preferences.pinnedModel",
                pinned,
                "must not be among preferences.excludedModels");
    }

    /// The ratios that have names: those of the models with resolution tiers. Other shapes are asked for by exact size.
    private static Set<String> knownRatios(Catalog catalog) {
        Set<String> ratios = new LinkedHashSet<>();
        catalog.models().forEach(model -> {
            if (model.capabilities().video() == null && model.capabilities().sizes() instanceof ResolutionTiers tiers) {
                tiers.ratios().forEach(ratio -> ratios.add(ratio.toString()));
            }
        });
        return ratios;
    }
}
