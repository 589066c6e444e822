package io.diptych.worker.prompt;

import io.diptych.catalog.Catalog;
import io.diptych.catalog.Model;
import io.diptych.events.GenerationJob;
import io.diptych.events.GenerationRequest;
import io.diptych.events.Mode;
import io.diptych.events.Reference;
import io.diptych.events.Tier;
import org.jspecify.annotations.Nullable;

/// Puts jobs into words: one intent, in the dialect of whichever model the attempt goes to.
public final class PromptWriter {
    /// Family of a model that the catalogue does not know.
    private static final String UNKNOWN = "unknown";

    private static final class Shipped {
        static final TemplateLibrary LIBRARY = TemplateLibrary.shipped();
        static final Catalog CATALOG = Catalog.load();
    }

    private PromptWriter() {}

    /// Loads and checks the library, so that a worker with a broken one does not start.
    ///
    /// @throws IllegalArgumentException naming the template file and what is wrong in it
    public static void check() {
        Shipped.LIBRARY.templates().forEach(PromptTemplate::id);
    }

    /// The words for a job.
    ///
    /// @throws UnusablePromptException naming the field that is missing or wrong
    public static Prompt write(GenerationJob job) throws UnusablePromptException {
        GenerationRequest request = job.getRequest();
        String family = family(job);
        Prompt said = said(request, family);
        String references = ReferenceWords.before(
                family, request.getReferences().stream().map(Reference::getRole).toList());
        Prompt whole = new Prompt(references + said.text(), said.negative(), said.templateVersion());
        Motion motion = request.getMode() == Mode.ANIMATE
                ? Motion.of(request.getContext().getLabels().get(Motion.LABEL))
                : null;
        return motion == null ? whole : motion.in(whole);
    }

    private static Prompt said(GenerationRequest request, String family) throws UnusablePromptException {
        String template = request.getTemplate();
        if (template != null) {
            return Shipped.LIBRARY.find(template, family).fill(request.getVariables(), request.getTier() == Tier.PRO);
        }
        String prompt = request.getPrompt();
        if (prompt == null || prompt.isBlank()) {
            throw new UnusablePromptException(
                    "request.prompt", "request.prompt is blank, must say what is wanted, or request.template must");
        }
        return new Prompt(prompt, null, null);
    }

    /// Version of the template that a job's words come from, as `name@version`; null where they are the caller's own.
    public static @Nullable String versionFor(GenerationJob job) {
        String template = job.getRequest().getTemplate();
        if (template == null) {
            return null;
        }
        try {
            return Shipped.LIBRARY.find(template, family(job)).id();
        } catch (UnusablePromptException none) {
            return null;
        }
    }

    private static String family(GenerationJob job) {
        return Shipped.CATALOG
                .model(job.getRoute().getModel())
                .map(Model::family)
                .orElse(UNKNOWN);
    }
}
