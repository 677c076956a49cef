package io.prodgate.check.survey;

import io.prodgate.check.results.FilePattern;
import io.prodgate.check.survey.answers.Column;
import io.prodgate.check.survey.answers.Names;
import io.prodgate.check.survey.answers.Question;
import io.prodgate.check.survey.answers.Ticket;
import io.prodgate.check.survey.answers.Wording;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds the keys of a survey. */
final class SurveyBinder {
    private static final int TECHNICIANS = 3;
    private static final int MOST_TECHNICIANS = 10_000;
    private static final int MOST = 1_000;
    private static final Map<String, Names> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("pseudonymised", Names.PSEUDONYMISED);
        NAMES.put("kept", Names.KEPT);
    }

    private final Keys own;
    private final PlanErrors errors;

    SurveyBinder(Keys own) {
        this.own = own;
        this.errors = own.errors();
    }

    Survey read(Plan.CheckEntry entry, Plan plan) {
        List<FilePattern> answers = FilePattern.read(own, "answers", plan.file());
        int technicians = own.integer("technicians", 1, MOST_TECHNICIANS).orElse(TECHNICIANS);
        List<Claim> claims = claims();
        Wording wording = new Wording(questions(), columns());
        Optional<Duration> waits = own.duration("waits");
        if (waits.filter(time -> !time.isPositive()).isPresent()) {
            own.error("waits", "no time is waited", "write for example 3d, or leave the key out");
        }
        return new Survey(
                entry.id(),
                entry.at(),
                answers,
                technicians,
                wording,
                tickets(),
                claims,
                themes(),
                own.oneOf("names", NAMES).orElse(Names.PSEUDONYMISED),
                own.flag("simulated", false),
                waits);
    }

    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        Optional<PlanNode> expect = own.node("expect");
        if (expect.isEmpty()) {
            own.error(
                    "expect",
                    "it is not said what the answers should be: nothing would be proven",
                    "add for example 'expect: { relevance: \">= 4\", overall: \">= 4\" }'");
        }
        expect.ifPresent(node -> claims.addAll(claims("", node)));
        own.node("categories")
                .ifPresent(node ->
                        mapping(node).entries().forEach(entry -> claims.addAll(claims(entry.key(), entry.value()))));
        return claims;
    }

    private List<Claim> claims(String category, PlanNode node) {
        List<Claim> claims = new ArrayList<>();
        PlanNode.Mapping mapping = mapping(node);
        Keys keys = NodeKeys.of(mapping, errors);
        for (Question question : Question.rated()) {
            keys.node(question.id()).ifPresent(value -> claims.addAll(claims(category, question, value)));
        }
        keys.done();
        if (mapping.entries().isEmpty() && node instanceof PlanNode.Mapping) {
            errors.add(node.at(), node.path(), "nothing is expected", "name a question, such as 'overall: \">= 4\"'");
        }
        return claims;
    }

    private List<Claim> claims(String category, Question question, PlanNode value) {
        if (!(value instanceof PlanNode.Mapping mapping)) {
            return claim(category, question, Measure.MEAN, value).stream().toList();
        }
        List<Claim> claims = new ArrayList<>();
        Keys keys = NodeKeys.of(mapping, errors);
        for (Measure measure : Measure.values()) {
            keys.node(measure.key())
                    .flatMap(node -> claim(category, question, measure, node))
                    .ifPresent(claims::add);
        }
        keys.done();
        if (mapping.entries().isEmpty()) {
            errors.add(mapping.at(), mapping.path(), "nothing is expected", "name 'mean', 'median' or 'good'");
        }
        return claims;
    }

    private Optional<Claim> claim(String category, Question question, Measure measure, PlanNode node) {
        return Expectation.read(node, measure.subject(), List.of("run", "secret"), errors)
                .map(expectation -> new Claim(category, question, measure, expectation));
    }

    /** The mapping that should stand here; a mistake is noted if something else does. */
    private PlanNode.Mapping mapping(PlanNode node) {
        if (node instanceof PlanNode.Mapping mapping) {
            return mapping;
        }
        errors.add(node.at(), node.path(), "expected a mapping of keys to values", "write 'key: value' below it");
        return new PlanNode.Mapping(node.at(), node.path(), List.of());
    }

    private Map<Question, List<String>> questions() {
        Map<Question, List<String>> texts = new EnumMap<>(Question.class);
        own.mapping("questions", keys -> {
            for (Question question : Question.values()) {
                if (keys.has(question.id())) {
                    texts.put(question, named(keys, question.id()));
                }
            }
            keys.done();
            return keys;
        });
        texts.values().removeIf(List::isEmpty);
        return texts;
    }

    private Map<Column, List<String>> columns() {
        Map<Column, List<String>> names = new EnumMap<>(Column.class);
        own.mapping("columns", keys -> {
            for (Column column : Column.values()) {
                if (keys.has(column.id())) {
                    names.put(column, named(keys, column.id()));
                }
            }
            keys.done();
            return keys;
        });
        return names;
    }

    private static List<String> named(Keys keys, String key) {
        List<String> texts = keys.texts(key);
        if (texts.isEmpty()
                || texts.stream().anyMatch(text -> ThemeWords.words(text).isEmpty())) {
            keys.error(key, "there is no word in it", "write the text as it stands in the form, or leave the key out");
        }
        return texts;
    }

    private List<Ticket> tickets() {
        List<Ticket> tickets = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (PlanNode item : own.node("tickets").map(this::items).orElse(List.of())) {
            Ticket ticket = ticket(item);
            if (!ticket.id().isEmpty() && !ids.add(ticket.id().toLowerCase(Locale.ROOT))) {
                errors.add(
                        item.at(), item.path(), "the ticket '" + ticket.id() + "' stands there twice", "name it once");
            }
            tickets.add(ticket);
        }
        return tickets;
    }

    private List<PlanNode> items(PlanNode node) {
        if (node instanceof PlanNode.Sequence list
                && !list.items().isEmpty()
                && list.items().size() <= MOST) {
            return list.items();
        }
        errors.add(
                node.at(),
                node.path(),
                "expected a list of 1 to " + MOST + " tickets",
                "write '- T-1042' for each, or leave the key out");
        return List.of();
    }

    private Ticket ticket(PlanNode item) {
        if (item instanceof PlanNode.Mapping mapping) {
            Keys keys = NodeKeys.of(mapping, errors);
            Ticket ticket = new Ticket(
                    keys.requiredText("id").strip(),
                    keys.text("title").orElse("").strip(),
                    keys.text("category").orElse("").strip());
            keys.done();
            return ticket;
        }
        Optional<String> id =
                item instanceof PlanNode.Scalar scalar ? scalar.template().text() : Optional.empty();
        if (id.filter(text -> !text.isBlank()).isEmpty()) {
            errors.add(
                    item.at(),
                    item.path(),
                    "expected the id of a ticket",
                    "write it as '- T-1042' or '- { id: T-1042 }'");
        }
        return new Ticket(id.orElse("").strip(), "", "");
    }

    private List<ThemeWords> themes() {
        List<ThemeWords> themes = new ArrayList<>();
        own.node("themes").ifPresent(node -> {
            PlanNode.Mapping mapping = mapping(node);
            Keys keys = NodeKeys.of(mapping, errors);
            mapping.entries().forEach(entry -> themes.add(new ThemeWords(entry.key(), named(keys, entry.key()))));
            if (themes.size() > SurveyCount.MOST_CATEGORIES) {
                errors.add(
                        node.at(),
                        node.path(),
                        "there are more than " + SurveyCount.MOST_CATEGORIES + " themes",
                        "name those that matter");
            }
        });
        return themes;
    }
}
