package io.diptych.router.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.ListType;
import dev.cel.parser.CelUnparserFactory;
import io.diptych.router.request.RoutingRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// The parts of a checked condition that need no interpreter: comparisons of one variable with constants, and `&&`,
/// `||` and `!` of such. They cannot fail, so asking them first never changes what CEL would say.
///
/// @param guard            holds wherever the whole condition holds
/// @param complete         whether the guard is the whole condition
/// @param spelledConjuncts the parts that must all hold, each in one spelling
/// @param constant         true or false where the condition is one whatever the request, else null
record PlainParts(
        Condition guard,
        boolean complete,
        List<String> spelledConjuncts,
        @Nullable Boolean constant) {
    private static final Condition ALWAYS = _ -> true;

    static PlainParts of(CelAbstractSyntaxTree tree, Map<String, String> settings) {
        List<CelExpr> conjuncts = conjuncts(tree.getExpr());
        Reader reader = new Reader(tree, settings);
        List<String> spelled = new ArrayList<>();
        Condition guard = ALWAYS;
        boolean complete = true;
        boolean first = true;
        boolean never = false;
        boolean always = true;
        for (CelExpr conjunct : conjuncts) {
            spelled.add(CelUnparserFactory.newUnparser()
                    .unparse(CelAbstractSyntaxTree.newParsedAst(conjunct, tree.getSource())));
            Boolean value = constant(conjunct);
            never = never || Boolean.FALSE.equals(value);
            always = always && Boolean.TRUE.equals(value);
            Condition plain = reader.read(conjunct);
            if (plain == null) {
                complete = false;
            } else {
                guard = first ? plain : both(guard, plain);
                first = false;
            }
        }
        return new PlainParts(guard, complete, List.copyOf(spelled), never ? Boolean.FALSE : always ? true : null);
    }

    /// The parts that must all hold.
    static List<CelExpr> conjuncts(CelExpr expression) {
        List<CelExpr> conjuncts = new ArrayList<>();
        split(expression, conjuncts);
        return conjuncts;
    }

    private static void split(CelExpr expression, List<CelExpr> conjuncts) {
        if (isCall(expression, "_&&_")) {
            expression.call().args().forEach(part -> split(part, conjuncts));
        } else {
            conjuncts.add(expression);
        }
    }

    private static @Nullable Boolean constant(CelExpr expression) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return null;
        }
        CelConstant constant = expression.constant();
        return constant.getKind() == CelConstant.Kind.BOOLEAN_VALUE ? Boolean.valueOf(constant.booleanValue()) : null;
    }

    private static Condition both(Condition one, Condition other) {
        return request -> one.holds(request) && other.holds(request);
    }

    private static Condition either(Condition one, Condition other) {
        return request -> one.holds(request) || other.holds(request);
    }

    private static boolean isCall(CelExpr expression, String function) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && expression.call().function().equals(function);
    }

    /// Reads plain parts; null stands for what is not plain.
    private record Reader(CelAbstractSyntaxTree tree, Map<String, String> settings) {
        @Nullable
        Condition read(CelExpr expression) {
            Boolean constant = constant(expression);
            if (constant != null) {
                boolean value = constant;
                return _ -> value;
            }
            Function<RoutingRequest, Object> flag = variable(expression);
            if (flag != null) {
                return request -> Boolean.TRUE.equals(flag.apply(request));
            }
            return expression.getKind() == CelExpr.ExprKind.Kind.CALL ? call(expression.call()) : null;
        }

        private @Nullable Condition call(CelExpr.CelCall call) {
            if (call.target().isPresent()) {
                return call.args().size() == 1
                        ? onText(
                                call.function(),
                                call.target().get(),
                                call.args().getFirst())
                        : null;
            }
            if (call.function().equals("!_")) {
                Condition inner = read(call.args().getFirst());
                return inner == null ? null : request -> !inner.holds(request);
            }
            if (call.args().size() != 2) {
                return null;
            }
            CelExpr left = call.args().getFirst();
            CelExpr right = call.args().getLast();
            return switch (call.function()) {
                case "_&&_" -> joined(left, right, true);
                case "_||_" -> joined(left, right, false);
                case "@in" -> among(left, right);
                default -> compared(call.function(), left, right);
            };
        }

        private @Nullable Condition joined(CelExpr left, CelExpr right, boolean all) {
            Condition one = read(left);
            Condition other = read(right);
            return one == null || other == null ? null : all ? both(one, other) : either(one, other);
        }

        private @Nullable Condition among(CelExpr left, CelExpr right) {
            Function<RoutingRequest, Object> value = variable(left);
            if (value == null || right.getKind() != CelExpr.ExprKind.Kind.LIST) {
                return null;
            }
            Set<Object> allowed = new HashSet<>();
            for (CelExpr element : right.list().elements()) {
                Object constant = literal(element);
                if (!(constant instanceof String)) {
                    return null;
                }
                allowed.add(constant);
            }
            Set<Object> fixed = Set.copyOf(allowed);
            return request -> fixed.contains(value.apply(request));
        }

        private @Nullable Condition compared(String operator, CelExpr left, CelExpr right) {
            Function<RoutingRequest, Object> value = variable(left);
            Object constant = literal(right);
            if (value == null || constant == null) {
                return null;
            }
            if (constant instanceof Long number) {
                LongPredicate holds = holds(operator, number);
                return holds == null
                        ? null
                        : request -> value.apply(request) instanceof Long actual && holds.test(actual);
            }
            return switch (operator) {
                case "_==_" -> request -> constant.equals(value.apply(request));
                case "_!=_" -> request -> !constant.equals(value.apply(request));
                default -> null;
            };
        }

        private static @Nullable LongPredicate holds(String operator, long bound) {
            return switch (operator) {
                case "_==_" -> actual -> actual == bound;
                case "_!=_" -> actual -> actual != bound;
                case "_<_" -> actual -> actual < bound;
                case "_<=_" -> actual -> actual <= bound;
                case "_>_" -> actual -> actual > bound;
                case "_>=_" -> actual -> actual >= bound;
                default -> null;
            };
        }

        private @Nullable Condition onText(String function, CelExpr target, CelExpr argument) {
            Function<RoutingRequest, Object> value = variable(target);
            if (value == null || !(literal(argument) instanceof String text)) {
                return null;
            }
            return switch (function) {
                case "contains" -> request -> ((String) value.apply(request)).contains(text);
                case "startsWith" -> request -> ((String) value.apply(request)).startsWith(text);
                case "endsWith" -> request -> ((String) value.apply(request)).endsWith(text);
                case "matches" -> matching(value, text);
                default -> null;
            };
        }

        /// CEL's regular expressions are RE2's.
        private static @Nullable Condition matching(Function<RoutingRequest, Object> value, String expression) {
            try {
                Pattern pattern = Pattern.compile(expression);
                return request -> pattern.matcher((String) value.apply(request)).find();
            } catch (PatternSyntaxException _) {
                return null;
            }
        }

        private static @Nullable Object literal(CelExpr expression) {
            if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                return null;
            }
            CelConstant constant = expression.constant();
            return switch (constant.getKind()) {
                case STRING_VALUE -> constant.stringValue();
                case INT64_VALUE -> constant.int64Value();
                case BOOLEAN_VALUE -> constant.booleanValue();
                default -> null;
            };
        }

        private @Nullable Function<RoutingRequest, Object> variable(CelExpr expression) {
            if (isCall(expression, "size") && expression.call().target().isEmpty()) {
                CelExpr list = expression.call().args().getFirst();
                Function<RoutingRequest, Object> inner =
                        tree.getType(list.id()).orElse(null) instanceof ListType ? variable(list) : null;
                return inner == null ? null : request -> (long) ((List<?>) inner.apply(request)).size();
            }
            Optional<String> name = tree.getReference(expression.id()).map(CelReference::name);
            if (name.isEmpty()) {
                return null;
            }
            RequestVariables.Variable known = RequestVariables.variables().get(name.get());
            if (known != null) {
                return known.value();
            }
            String setting = settings.get(name.get());
            return setting == null ? null : _ -> setting;
        }
    }
}
