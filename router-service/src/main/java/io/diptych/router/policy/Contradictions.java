package io.diptych.router.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds what a checked condition asks of a variable and no request can give: two of its values at once, numbers that
/// lie nowhere, or a name that the contract does not know. Looks at comparisons of one variable with constants only.
final class Contradictions {
    private static final String TRUE = "true";
    private static final Set<String> FLAGS = Set.of(TRUE, "false");

    private final CelAbstractSyntaxTree tree;

    private Contradictions(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    /// What is left for a variable.
    ///
    /// @param only the names that it may have; null for any
    /// @param not  names that it may not have
    /// @param from least whole number
    /// @param to   greatest whole number
    private record Left(@Nullable Set<String> only, Set<String> not, long from, long to) {
        static Left only(Set<String> names) {
            return new Left(names, Set.of(), Long.MIN_VALUE, Long.MAX_VALUE);
        }

        static Left not(Set<String> names) {
            return new Left(null, names, Long.MIN_VALUE, Long.MAX_VALUE);
        }

        static Left between(long from, long to) {
            return new Left(null, Set.of(), from, to);
        }

        Left and(Left other) {
            Set<String> forbidden = new HashSet<>(not);
            forbidden.addAll(other.not);
            Set<String> allowed = only == null ? other.only : only;
            if (only != null && other.only != null) {
                allowed = new HashSet<>(only);
                allowed.retainAll(other.only);
            }
            return new Left(allowed, forbidden, Math.max(from, other.from), Math.min(to, other.to));
        }

        boolean isNothing() {
            return from > to || (only != null && not.containsAll(only));
        }
    }

    private record Part(String variable, Left left) {}

    /// Why no request can fulfil it; empty where one might.
    static Optional<String> in(CelAbstractSyntaxTree tree) {
        Contradictions reader = new Contradictions(tree);
        Map<String, Left> byVariable = new HashMap<>();
        for (CelExpr conjunct : PlainParts.conjuncts(tree.getExpr())) {
            Part part = reader.read(conjunct);
            if (part == null) {
                continue;
            }
            Left before = byVariable.getOrDefault(part.variable(), known(part.variable()));
            Left left = before.and(part.left());
            if (left.isNothing()) {
                return Optional.of(stranger(part)
                        .orElse("its parts about " + part.variable() + " exclude one another"
                                + (known(part.variable()).from() > Long.MIN_VALUE
                                        ? ", it is " + known(part.variable()).from() + " or more"
                                        : "")));
            }
            byVariable.put(part.variable(), left);
        }
        return Optional.empty();
    }

    /// Names that a variable is compared with, anywhere in the condition, and never has.
    static List<String> strangers(CelAbstractSyntaxTree tree) {
        List<String> found = new ArrayList<>();
        new Contradictions(tree).strangers(tree.getExpr(), found);
        return found;
    }

    private void strangers(CelExpr expression, List<String> found) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return;
        }
        Part part = compared(expression.call());
        if (part == null) {
            expression.call().args().forEach(inner -> strangers(inner, found));
            return;
        }
        stranger(part).ifPresent(found::add);
    }

    /// What to say of names that the variable never has; empty where it may have each.
    private static Optional<String> stranger(Part part) {
        Set<String> values = known(part.variable()).only();
        Set<String> names = new TreeSet<>(part.left().not());
        names.addAll(Objects.requireNonNullElse(part.left().only(), Set.of()));
        if (values == null || values.containsAll(names)) {
            return Optional.empty();
        }
        names.removeAll(values);
        return Optional.of(part.variable() + " is never " + String.join(" or ", names) + ", it is one of "
                + values.stream().sorted().toList());
    }

    private static Left known(String variable) {
        RequestVariables.Variable known =
                Objects.requireNonNull(RequestVariables.variables().get(variable));
        if (known.type().equals(SimpleType.BOOL)) {
            return Left.only(FLAGS);
        }
        if (!known.values().isEmpty()) {
            return Left.only(Set.copyOf(known.values()));
        }
        boolean isNumber = known.type().equals(SimpleType.INT);
        return Left.between(isNumber ? known.least() : Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /// What a part leaves of its variable; null where it is about none, or about several.
    private @Nullable Part read(CelExpr expression) {
        String flag = variable(expression);
        if (flag != null) {
            return new Part(flag, Left.only(Set.of(TRUE)));
        }
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return null;
        }
        CelExpr.CelCall call = expression.call();
        return switch (call.function()) {
            case "!_" -> opposite(read(call.args().getFirst()));
            case "_||_" -> either(read(call.args().getFirst()), read(call.args().getLast()));
            default -> compared(call);
        };
    }

    private static @Nullable Part opposite(@Nullable Part part) {
        if (part == null || part.left().from() != Long.MIN_VALUE || part.left().to() != Long.MAX_VALUE) {
            return null;
        }
        Set<String> only = part.left().only();
        return new Part(part.variable(), only == null ? Left.only(part.left().not()) : Left.not(only));
    }

    private static @Nullable Part either(@Nullable Part one, @Nullable Part other) {
        if (one == null || other == null || !one.variable().equals(other.variable())) {
            return null;
        }
        Set<String> names = one.left().only();
        Set<String> others = other.left().only();
        if (names == null || others == null) {
            return null;
        }
        Set<String> both = new HashSet<>(names);
        both.addAll(others);
        return new Part(one.variable(), Left.only(both));
    }

    private @Nullable Part compared(CelExpr.CelCall call) {
        if (call.target().isPresent() || call.args().size() != 2) {
            return null;
        }
        String variable = variable(call.args().getFirst());
        if (variable == null) {
            return null;
        }
        CelExpr right = call.args().getLast();
        if (call.function().equals("@in")) {
            Set<String> names = names(right);
            return names == null ? null : new Part(variable, Left.only(names));
        }
        Left left = right.getKind() == CelExpr.ExprKind.Kind.CONSTANT ? left(call.function(), right.constant()) : null;
        return left == null ? null : new Part(variable, left);
    }

    private static @Nullable Left left(String operator, CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> named(operator, constant.stringValue());
            case BOOLEAN_VALUE -> named(operator, Boolean.toString(constant.booleanValue()));
            case INT64_VALUE -> counted(operator, constant.int64Value());
            default -> null;
        };
    }

    private static @Nullable Left named(String operator, String name) {
        return switch (operator) {
            case "_==_" -> Left.only(Set.of(name));
            case "_!=_" -> Left.not(Set.of(name));
            default -> null;
        };
    }

    private static @Nullable Left counted(String operator, long bound) {
        return switch (operator) {
            case "_==_" -> Left.between(bound, bound);
            case "_<=_" -> Left.between(Long.MIN_VALUE, bound);
            case "_>=_" -> Left.between(bound, Long.MAX_VALUE);
            case "_<_" -> bound == Long.MIN_VALUE ? null : Left.between(Long.MIN_VALUE, bound - 1);
            case "_>_" -> bound == Long.MAX_VALUE ? null : Left.between(bound + 1, Long.MAX_VALUE);
            default -> null;
        };
    }

    private static @Nullable Set<String> names(CelExpr list) {
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            return null;
        }
        Set<String> names = new HashSet<>();
        for (CelExpr element : list.list().elements()) {
            if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                    || element.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
                return null;
            }
            names.add(element.constant().stringValue());
        }
        return names;
    }

    /// The variable of a request that an expression is; null for anything else. Settings are a deployment's choice.
    private @Nullable String variable(CelExpr expression) {
        return tree.getReference(expression.id())
                .map(CelReference::name)
                .filter(RequestVariables.variables()::containsKey)
                .orElse(null);
    }
}
