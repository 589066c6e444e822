package io.diptych.router.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compiles conditions written in CEL over `request.*` and `settings.*`. Compiled once, at load; types are checked then
/// too.
///
/// Most conditions compare fields with constants. Those parts are compiled to plain code by [PlainParts], and CEL
/// is asked only about the rest, and only where the plain parts leave the answer open.
final class Conditions {
    private static final Pattern FIELD = Pattern.compile("\\b(?:request|settings)(?:\\.\\w+)+");
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().build();

    private final CelCompiler compiler;
    private final Map<String, String> settings;
    private final List<String> known =
            new ArrayList<>(RequestVariables.variables().keySet());

    /// @param settings values by name, without `settings.`
    Conditions(Map<String, String> settings) {
        Map<String, String> byVariable = new HashMap<>();
        settings.forEach((name, value) -> byVariable.put("settings." + name, value));
        this.settings = Map.copyOf(byVariable);
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(CelOptions.current().populateMacroCalls(true).build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        RequestVariables.variables().forEach((name, variable) -> builder.addVar(name, variable.type()));
        this.settings.keySet().stream().sorted().forEach(name -> {
            builder.addVar(name, SimpleType.STRING);
            known.add(name);
        });
        this.compiler = builder.build();
    }

    /// A condition, and what can be told about it without a request.
    ///
    /// @param conjuncts the parts that must all hold, each in one spelling
    /// @param constant  true or false where it is one whatever the request, else null
    /// @param nobody    why no request can fulfil it; empty where one might
    /// @param strangers names that it compares variables with and that those never have
    record Compiled(
            Condition condition,
            List<String> conjuncts,
            @Nullable Boolean constant,
            Optional<String> nobody,
            List<String> strangers) {}

    /// The condition that an expression stands for.
    ///
    /// @throws IllegalArgumentException when it does not compile; the message says where and why
    Compiled compile(String expression) {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
            CelRuntime.Program program = RUNTIME.createProgram(tree);
            PlainParts plain = PlainParts.of(tree, settings);
            return new Compiled(
                    condition(program, plain),
                    plain.spelledConjuncts(),
                    plain.constant(),
                    Contradictions.in(tree),
                    Contradictions.strangers(tree));
        } catch (CelValidationException e) {
            throw new IllegalArgumentException(explain(expression, e), e);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private Condition condition(CelRuntime.Program program, PlainParts plain) {
        Condition guard = plain.guard();
        if (plain.complete()) {
            return guard;
        }
        return request -> {
            if (!guard.holds(request)) {
                return false;
            }
            try {
                return Boolean.TRUE.equals(program.eval(RequestVariables.of(request, settings)));
            } catch (CelEvaluationException e) {
                throw new ConditionException(String.valueOf(e.getMessage()), e);
            }
        };
    }

    private String explain(String expression, CelValidationException failure) {
        return unknownField(expression)
                .orElseGet(() ->
                        failure.getErrors().stream().map(Conditions::positioned).collect(Collectors.joining("; ")));
    }

    private static String positioned(CelIssue issue) {
        return "line " + issue.getSourceLocation().getLine() + ", column "
                + (issue.getSourceLocation().getColumn() + 1) + ": " + issue.getMessage();
    }

    /// CEL would only say that `request` is undeclared.
    private Optional<String> unknownField(String expression) {
        return FIELD.matcher(expression)
                .results()
                .map(found -> found.group())
                .filter(field -> known.stream().noneMatch(name -> field.equals(name) || field.startsWith(name + ".")))
                .findFirst()
                .map(field -> "there is no " + field + "; there are " + String.join(", ", known));
    }
}
