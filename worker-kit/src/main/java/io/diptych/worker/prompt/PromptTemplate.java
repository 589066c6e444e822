package io.diptych.worker.prompt;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.diptych.events.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A prompt for families of models that understand the same words and one type of image, with holes. Its text is
/// Mustache, its head YAML.
///
/// @param name      what requests call it
/// @param version   grows with every change
/// @param families  catalogue families of the models whose dialect it speaks
/// @param imageType what it is for
/// @param text      what is wanted
/// @param negative  what must not be seen; null for nothing
record PromptTemplate(
        String name,
        int version,
        List<String> families,
        Stage imageType,
        List<TemplateVariable> variables,
        Template text,
        @Nullable Template negative) {

    /// What every template may use without declaring it: whether the caller is of the professional tier.
    private static final Set<String> GIVEN = Set.of("pro", ".");

    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).strictSections(true);

    PromptTemplate {
        families = List.copyOf(families);
        variables = List.copyOf(variables);
        Set<String> used = new TreeSet<>(names(text));
        if (negative != null) {
            used.addAll(names(negative));
        }
        used.removeAll(GIVEN);
        Set<String> declared =
                new TreeSet<>(variables.stream().map(TemplateVariable::name).toList());
        if (!used.equals(declared)) {
            throw new IllegalArgumentException("template " + name + "@" + version + " for " + families + " declares "
                    + declared + " and uses " + used + ", must be the same");
        }
    }

    static Template compiled(String mustache) {
        return COMPILER.compile(mustache);
    }

    /// As requests and results name it.
    String id() {
        return name + "@" + version;
    }

    /// The words.
    ///
    /// @throws UnusablePromptException naming the variable that is missing, wrong or not the template's
    Prompt fill(Map<String, String> given, boolean pro) throws UnusablePromptException {
        for (String one : new TreeSet<>(given.keySet())) {
            if (variables.stream().noneMatch(variable -> variable.name().equals(one))) {
                throw new UnusablePromptException(
                        "request.variables." + one,
                        "request.variables." + one + " is no variable of template " + id() + ", must be one of "
                                + variables.stream().map(TemplateVariable::name).toList());
            }
        }
        Map<String, Object> values = new HashMap<>();
        values.put("pro", pro);
        for (TemplateVariable variable : variables) {
            values.put(variable.name(), variable.value(given.get(variable.name())));
        }
        return new Prompt(
                flowing(text.execute(values)), negative == null ? null : flowing(negative.execute(values)), id());
    }

    /// Without what empty sections leave behind.
    private static String flowing(String text) {
        return text.strip().replaceAll("[ \\t]+\\R", "\n").replaceAll("\\n{3,}", "\n\n");
    }

    private static Set<String> names(Template template) {
        Set<String> names = new TreeSet<>();
        template.visit(new Mustache.Visitor() {
            @Override
            public void visitText(String text) {}

            @Override
            public void visitVariable(String name) {
                names.add(name);
            }

            @Override
            public boolean visitInclude(String name) {
                throw new IllegalArgumentException("template includes " + name + ", must stand alone");
            }

            @Override
            public boolean visitSection(String name) {
                names.add(name);
                return true;
            }

            @Override
            public boolean visitInvertedSection(String name) {
                names.add(name);
                return true;
            }
        });
        return names;
    }
}
