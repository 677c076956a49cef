package io.prodgate;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toMap;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house (CONTRIBUTING.md), for any root package, so that they can be tried on a house that breaks them.
 *
 * @param root the package that the rooms are in, for example {@code io.prodgate}
 */
record HouseRules(String root) {
    /** Each room and the rooms it may know; data flows from the first to the last, knowledge points back. */
    static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("plan", Set.of()),
            Map.entry("evidence", Set.of()),
            Map.entry("baseline", Set.of("evidence")),
            Map.entry("process", Set.of("evidence")),
            Map.entry("traffic", Set.of("plan", "evidence")),
            Map.entry("device", Set.of("plan", "evidence", "process")),
            Map.entry("system", Set.of("plan", "evidence", "process", "traffic")),
            Map.entry("check", Set.of("plan", "evidence", "baseline", "process", "traffic", "device", "system")),
            Map.entry("diagnosis", Set.of("evidence")),
            Map.entry("journal", Set.of("evidence", "diagnosis")),
            // traffic and device: the engine hands the door to production and the devices on to the checks; it uses
            // neither itself.
            Map.entry("run", Set.of("plan", "evidence", "traffic", "device", "check", "diagnosis", "journal")),
            Map.entry("verdict", Set.of("evidence", "diagnosis", "journal")),
            Map.entry("report", Set.of("evidence", "baseline", "diagnosis", "journal", "verdict")),
            Map.entry("notify", Set.of("evidence", "diagnosis", "journal", "verdict", "system")),
            Map.entry("demo", allBut("cli", "demo")),
            Map.entry("cli", allBut("cli")));

    private static Set<String> allBut(String... names) {
        Set<String> rooms = new TreeSet<>(Set.of(
                "plan",
                "evidence",
                "baseline",
                "process",
                "traffic",
                "device",
                "system",
                "check",
                "diagnosis",
                "journal",
                "run",
                "verdict",
                "report",
                "notify",
                "demo",
                "cli"));
        rooms.removeAll(Set.of(names));
        return rooms;
    }

    /** All rules by name. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        MAY_KNOW.forEach((room, known) -> rules.put("arrow of " + room, arrow(room, known)));
        rules.put(
                "every class lives in a known room",
                classes()
                        .that()
                        .resideInAPackage(root + "..")
                        .should()
                        .resideInAnyPackage(packages(MAY_KNOW.keySet())));
        rules.put(
                "no cycles between rooms",
                slices().matching(root + ".(*)..").should().beFreeOfCycles());
        rules.put(
                "no kind of check knows another",
                slices().matching(root + ".check.(*)..")
                        .should()
                        .notDependOnEachOther()
                        // What several kinds share is in places that are no kinds themselves.
                        .ignoreDependency(
                                resideInAPackage(root + ".check.."), resideInAPackage(root + ".check.request.."))
                        .ignoreDependency(
                                resideInAPackage(root + ".check.."), resideInAPackage(root + ".check.results.."))
                        .ignoreDependency(
                                resideInAPackage(root + ".check.."), resideInAPackage(root + ".check.lease.."))
                        .ignoreDependency(
                                resideInAPackage(root + ".check.."), resideInAPackage(root + ".check.spans..")));
        rules.put(
                "only cli, report and demo print",
                noClasses()
                        .that()
                        .resideOutsideOfPackages(packages(Set.of("cli", "report", "demo")))
                        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
        rules.put(
                "no java.util.logging",
                noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
        rules.put("no field injection", GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
        rules.put(
                "only evidence.Time sleeps",
                noClasses()
                        .that()
                        .haveNameNotMatching(Pattern.quote(root + ".evidence.Time") + "([$].*)?")
                        .should()
                        .callMethodWhere(target(owner(type(Thread.class))).and(target(name("sleep"))))
                        .because("waiting goes through the injected time, or tests would have to wait as well"));
        rules.put("every package is null-marked", classes().should(new LiveInNullMarkedPackage()));
        return rules;
    }

    private ArchRule arrow(String room, Set<String> known) {
        List<String> unknown = new ArrayList<>();
        for (String other : new TreeSet<>(MAY_KNOW.keySet())) {
            if (!other.equals(room) && !known.contains(other)) {
                unknown.add(root + "." + other + "..");
            }
        }
        return noClasses()
                .that()
                .resideInAPackage(root + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(unknown.toArray(String[]::new))
                .because(room + " may know only " + new TreeSet<>(known))
                .allowEmptyShould(true);
    }

    private String[] packages(Set<String> rooms) {
        return rooms.stream().map(room -> root + "." + room + "..").toArray(String[]::new);
    }

    /** The rules that do not hold for the classes, with what breaks them. */
    Map<String, String> brokenBy(JavaClasses classes) {
        return all().entrySet().stream()
                .map(rule -> Map.entry(
                        rule.getKey(), rule.getValue().allowEmptyShould(true).evaluate(classes)))
                .filter(result -> result.getValue().hasViolation())
                .collect(toMap(
                        Map.Entry::getKey,
                        result -> result.getValue().getFailureReport().toString(),
                        (first, second) -> first,
                        TreeMap::new));
    }

    private static final class LiveInNullMarkedPackage extends ArchCondition<JavaClass> {
        LiveInNullMarkedPackage() {
            super("live in a package annotated with @NullMarked");
        }

        @Override
        public void check(JavaClass javaClass, ConditionEvents events) {
            boolean marked = javaClass.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(
                    javaClass, marked, javaClass.getName() + ": no package-info with @NullMarked"));
        }
    }
}
