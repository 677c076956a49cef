package io.prodgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.Template;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the templates of the page name is there, whether or not a run reaches it. */
class TemplatesTest {
    private static final Path FOLDER = Path.of("src/main/resources", HtmlReport.FOLDER);

    /** {@code |type|} of a declared parameter, or {@code name<loop#7>}: an element of what expression 7 is. */
    private static final Pattern FIRST = Pattern.compile("\\|(?<type>.+)\\||.*<loop#(?<loop>\\d+)>");

    static List<String> templates() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.map(file -> FOLDER.relativize(file).toString())
                    .filter(name -> name.endsWith(".html"))
                    .map(name -> name.substring(0, name.length() - ".html".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateNamesOnlyWhatTheRecordsOfItsParametersHave(String name) {
        check(HtmlReport.engine().getTemplate(name));
    }

    @Test
    void whatIsNotDeclaredOrNotThereIsFound() {
        Engine engine = HtmlReport.engine();
        String page = "{@io.prodgate.report.html.View$Page page}";

        assertThatThrownBy(() -> check(engine.parse("{page.banner}"))).hasMessageContaining("page.banner");
        assertThatThrownBy(() -> check(engine.parse(page + "{page.nothing}")))
                .hasMessageContaining("Page has no nothing");
        assertThatThrownBy(() -> check(engine.parse(page + "{#for one in page.findings}{one.nothing}{/for}")))
                .hasMessageContaining("Group has no nothing");
        check(engine.parse(page + "{#for group in page.findings}{#for one in group.findings}{one.id}{/for}{/for}"));
    }

    private static void check(Template template) {
        Map<Integer, Expression> byId = template.getExpressions().stream()
                .collect(Collectors.toMap(Expression::getGeneratedId, Function.identity()));
        byId.values().stream()
                .filter(expression -> !expression.isLiteral())
                .forEach(expression -> assertThat(type(expression, byId)).isNotNull());
    }

    private static Type type(Expression expression, Map<Integer, Expression> byId) {
        List<Expression.Part> parts = expression.getParts();
        String declared = String.valueOf(parts.getFirst().getTypeInfo());
        Matcher first = FIRST.matcher(declared);
        assertThat(first.matches())
                .as("%s: its first word is no declared parameter", expression.toOriginalString())
                .isTrue();
        Type type = first.group("type") != null
                ? declared(first.group("type"))
                : element(type(Objects.requireNonNull(byId.get(Integer.valueOf(first.group("loop")))), byId));
        for (Expression.Part part : parts.subList(1, parts.size())) {
            type = component(type, part.getName());
        }
        return type;
    }

    private static Type declared(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("a template declares the unknown type " + name, e);
        }
    }

    private static Type element(Type list) {
        return ((ParameterizedType) list).getActualTypeArguments()[0];
    }

    private static Type component(Type record, String name) {
        RecordComponent[] components = record instanceof Class<?> type && type.isRecord()
                ? type.getRecordComponents()
                : new RecordComponent[0];
        return Arrays.stream(components)
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(record.getTypeName() + " has no " + name))
                .getGenericType();
    }
}
