package io.diptych.router.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Compiles conditions written in CEL over `request.*`. Compiled once, at load; types are checked then too.
final class Conditions {
    private static final Pattern FIELD = Pattern.compile("\\brequest(?:\\.\\w+)+");

    private final CelCompiler compiler;
    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();

    Conditions() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        RequestVariables.variables().forEach((name, variable) -> builder.addVar(name, variable.type()));
        this.compiler = builder.build();
    }

    /// The condition that an expression stands for.
    ///
    /// @throws IllegalArgumentException when it does not compile; the message says where and why
    Condition compile(String expression) {
        CelRuntime.Program program;
        try {
            CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
            program = runtime.createProgram(tree);
        } catch (CelValidationException e) {
            throw new IllegalArgumentException(explain(expression, e), e);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        return request -> {
            try {
                return Boolean.TRUE.equals(program.eval(RequestVariables.of(request)));
            } catch (CelEvaluationException e) {
                throw new ConditionException(String.valueOf(e.getMessage()), e);
            }
        };
    }

    private static String explain(String expression, CelValidationException failure) {
        return unknownField(expression)
                .orElseGet(() ->
                        failure.getErrors().stream().map(Conditions::positioned).collect(Collectors.joining("; ")));
    }

    private static String positioned(CelIssue issue) {
        return "line " + issue.getSourceLocation().getLine() + ", column "
                + (issue.getSourceLocation().getColumn() + 1) + ": " + issue.getMessage();
    }

    /// CEL would only say that `request` is undeclared.
    private static Optional<String> unknownField(String expression) {
        List<String> known = List.copyOf(RequestVariables.variables().keySet());
        return FIELD.matcher(expression)
                .results()
                .map(found -> found.group())
                .filter(field -> known.stream().noneMatch(name -> field.equals(name) || field.startsWith(name + ".")))
                .findFirst()
                .map(field -> "there is no " + field + "; there are " + String.join(", ", known));
    }
}
