package dev.pesto.payara;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    private static final Set<String> QUERY_MAKERS = Set.of(
            "createQuery",
            "createNativeQuery",
            "prepareStatement",
            "prepareCall",
            "execute",
            "executeQuery",
            "executeUpdate",
            "addBatch");

    /** Where the text comes from a variable, and why that is a constant all the same. */
    private static final Map<String, String> EXPLAINED = Map.of(
            "SqlText.java", "appends constants and binds values; product-war's ArchitectureTest lets nobody else",
            "Readiness.java", "walks a list of constants",
            "Footprint.java", "is given three constants of its own",
            "Snapshot.java", "runs laws.sql of its own JAR, after setting a variable to a number",
            "IdleTransactions.java", "ends a session by its number");

    private record Found(int calls, List<String> built) {}

    @Test
    @DisplayName("every query is a constant: nothing from a request is ever joined to its text")
    void constants() throws IOException {
        Found found = found(sources());
        assertThat(found.calls).as("calls that make queries").isGreaterThan(20);
        assertThat(found.built).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "em.createQuery(\"SELECT a FROM A a WHERE a.b = '\" + b + \"'\")",
                "em.createNativeQuery(String.format(\"SELECT %s\", b))",
                "connection.prepareStatement(b)",
                "statement.execute(TEXT + b)",
                "statement.executeUpdate(new StringBuilder(\"DELETE\").append(b).toString())"
            })
    @DisplayName("a text that is put together, or comes from elsewhere, is found")
    void finds(String call) throws IOException {
        assertThat(found(parse(List.of(source(call)))).built).hasSize(1);
        assertThat(found(parse(List.of(source("em.createQuery(\"SELECT\" + TEXT)")))).built)
                .isEmpty();
    }

    private static Found found(Iterable<? extends CompilationUnitTree> units) {
        List<String> built = new ArrayList<>();
        int[] seen = {0};
        for (CompilationUnitTree unit : units) {
            String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
            boolean criteria = unit.toString().contains("CriteriaQuery<");
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                    if (QUERY_MAKERS.contains(name(call))
                            && !call.getArguments().isEmpty()) {
                        seen[0]++;
                        ExpressionTree text = call.getArguments().get(0);
                        boolean isCriteria = criteria && text instanceof IdentifierTree;
                        boolean isTask = text instanceof LambdaExpressionTree;
                        if (!isConstant(text) && !isCriteria && !isTask && !EXPLAINED.containsKey(file)) {
                            built.add(file + ": " + name(call) + "(" + text + ")");
                        }
                    }
                    return super.visitMethodInvocation(call, null);
                }
            }.scan(unit, null);
        }
        return new Found(seen[0], built);
    }

    private static boolean isConstant(ExpressionTree text) {
        if (text instanceof BinaryTree sum) {
            return isConstant(sum.getLeftOperand()) && isConstant(sum.getRightOperand());
        }
        if (text instanceof ParenthesizedTree inner) {
            return isConstant(inner.getExpression());
        }
        String name = text instanceof IdentifierTree identifier
                ? identifier.getName().toString()
                : text instanceof MemberSelectTree member
                        ? member.getIdentifier().toString()
                        : "";
        return text instanceof LiteralTree || name.equals("class") || name.matches("[A-Z][A-Z0-9_]+");
    }

    private static String name(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree member
                ? member.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }

    private static Iterable<? extends CompilationUnitTree> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("commons", "user-war", "product-war", "order-war", "balancer-war")) {
            try (Stream<Path> java = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                java.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        return parse(ToolProvider.getSystemJavaCompiler()
                .getStandardFileManager(null, null, null)
                .getJavaFileObjectsFromPaths(files));
    }

    private static Iterable<? extends CompilationUnitTree> parse(Iterable<? extends JavaFileObject> files)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        return ((JavacTask) compiler.getTask(null, null, null, null, null, files)).parse();
    }

    private static JavaFileObject source(String call) {
        return new SimpleJavaFileObject(URI.create("string:///Sample.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "class Sample { Object asked(String b) { return " + call + "; } }";
            }
        };
    }
}
