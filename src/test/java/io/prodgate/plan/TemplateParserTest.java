package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.Template.Literal;
import io.prodgate.plan.Template.Part;
import io.prodgate.plan.Template.Reference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TemplateParserTest {
    @Test
    void finds_references_between_texts() {
        assertThat(parts("Bearer ${secret.api}!"))
                .containsExactly(
                        new Literal("Bearer "), new Reference("secret", "api", Optional.empty()), new Literal("!"));
        assertThat(parts("${file.a/b.c.json}")).containsExactly(new Reference("file", "a/b.c.json", Optional.empty()));
        assertThat(parts("${env.A:-b:-c}")).containsExactly(new Reference("env", "A", Optional.of("b:-c")));
        assertThat(parts("${item.user[0].name}"))
                .containsExactly(new Reference("item", "user[0].name", Optional.empty()));
    }

    @Test
    void leaves_dollars_alone_that_mean_nothing() {
        assertThat(parts("$.total costs 5$ {x} $x $$")).containsExactly(new Literal("$.total costs 5$ {x} $x $$"));
        assertThat(parts("")).isEmpty();
    }

    @Test
    void two_dollars_write_a_plain_one_before_a_brace() {
        assertThat(parts("$${env.A} and $${${env.A}"))
                .containsExactly(new Literal("${env.A} and ${"), new Reference("env", "A", Optional.empty()));
    }

    @Property
    void what_was_written_is_what_is_read(@ForAll("templates") List<Part> parts) {
        String written = parts.stream()
                .map(part -> part instanceof Literal(String text) ? text.replace("${", "$${") : part.toString())
                .collect(Collectors.joining());
        assertThat(parts(written)).isEqualTo(joined(parts));
    }

    @Property
    void any_text_gives_a_template_or_mistakes(@ForAll("dollarTexts") String text) {
        TemplateParser.Parsed parsed = TemplateParser.parse(text);
        if (parsed.mistakes().isEmpty()) {
            assertThat(parsed.template().references())
                    .allMatch(r -> Namespace.of(r.namespace()).isPresent());
        } else {
            assertThat(text).contains("${");
        }
    }

    @Provide
    Arbitrary<String> dollarTexts() {
        return Arbitraries.of("$", "{", "}", "${", "env", ".", ":-", "A", " ", "secret", "run.id", "\n", "ü")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<List<Part>> templates() {
        // A dollar right before a reference cannot be written: it would make the reference a plain text.
        Arbitrary<Part> literals = Arbitraries.strings()
                .withChars("ab ${}:-.\n")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(text -> !text.endsWith("$") && !text.contains("$$"))
                .map(Literal::new);
        Arbitrary<Part> references = Combinators.combine(
                        Arbitraries.of("env", "var", "capture"),
                        Arbitraries.of("A", "b-c", "d.e"),
                        Arbitraries.of("", "x", "a:b").optional())
                .as(Reference::new);
        return Arbitraries.oneOf(literals, references).list().ofMaxSize(6);
    }

    private static List<Part> joined(List<Part> parts) {
        JoinedText text = new JoinedText();
        text.add(parts);
        return parts.isEmpty() ? List.of() : text.template().parts();
    }

    private static List<Part> parts(String text) {
        TemplateParser.Parsed parsed = TemplateParser.parse(text);
        assertThat(parsed.mistakes()).isEmpty();
        return parsed.template().parts();
    }
}
