package io.prodgate.check.results;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * JUnit XML in the dialects of Surefire, pytest, Jest, Playwright, bats, GoogleTest, Maestro and prodgate, read as a stream. The cases
 * are counted; what the attributes of suites say beyond them is a doubt.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">the common dialect</a>
 */
final class JunitReader {
    private static final int DEEPEST = 200;
    private static final int LONGEST_TEXT = 4 * Tally.LONGEST_MESSAGE;
    private static final Set<String> SUITES = Set.of("testsuites", "testsuite");
    private static final Set<String> MISSES = Set.of("failure", "error");
    private static final Set<String> MISSED_STATES = Set.of("error", "failed", "failure", "canceled", "cancelled");
    private static final Set<String> SKIPPED_STATES = Set.of("notrun", "skipped", "disabled");
    private static final Set<String> DISTURBANCES = Set.of("infrastructure", "rate-limit", "configuration");
    private static final List<String> REVISIONS = List.of("revision", "commit", "git.commit", "git.sha");

    private final Path file;
    private final Tally tally;
    private final Deque<Suite> suites = new ArrayDeque<>();
    private Optional<Instant> said = Optional.empty();

    JunitReader(Path file, Tally tally) {
        this.file = file;
        this.tally = tally;
    }

    /** What a suite says of itself, and how much was counted before it. */
    private record Suite(
            String name, OptionalInt tests, OptionalInt notPassed, int countedBefore, int notPassedBefore) {}

    /** How a test case ended, as far as it was read. */
    private static final class Case {
        private final String name;
        private String end = "passed";
        private Optional<String> type = Optional.empty();
        private String message = "";
        private boolean flaky;

        Case(String name) {
            this.name = name;
        }
    }

    /**
     * Reads a file.
     *
     * @param written when it was written, in case it does not say when its tests ran
     */
    void read(InputStream in, Instant written) throws IOException, UnreadableException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLReporter((message, type, related, location) -> {}); // Else it prints.
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                take(xml, xml.next());
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new UnreadableException(place(e.getLocation()) + " is not well-formed XML, or was cut off");
        }
        tally.at(said.orElse(written));
    }

    private String place(@org.jspecify.annotations.Nullable Location location) {
        return location == null
                ? file.toString()
                : file + ":" + location.getLineNumber() + ":" + location.getColumnNumber();
    }

    private void take(XMLStreamReader xml, int event) throws XMLStreamException, UnreadableException {
        switch (event) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new UnreadableException(
                        place(xml.getLocation()) + " has a document type or entities, which are refused");
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> endSuite();
            default -> {
                // Text between suites means nothing.
            }
        }
    }

    private void start(XMLStreamReader xml) throws XMLStreamException, UnreadableException {
        String element = xml.getLocalName();
        if (suites.isEmpty() && !SUITES.contains(element)) {
            throw new UnreadableException(place(xml.getLocation()) + " is XML, but not JUnit's: its root is <"
                    + excerpt(element) + ">, not <testsuites> or <testsuite>");
        }
        if (SUITES.contains(element)) {
            beginSuite(xml);
        } else if (element.equals("testcase")) {
            testCase(xml);
        } else if (MISSES.contains(element)) {
            // Outside of a case: the suite itself could not run.
            Case whole = new Case("suite " + suites.getFirst().name());
            result(xml, element, whole);
            count(whole);
        } else if (element.equals("properties")) {
            properties(xml);
        } else {
            skip(xml);
        }
    }

    private static String excerpt(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private void beginSuite(XMLStreamReader xml) throws UnreadableException {
        if (suites.size() >= DEEPEST) {
            throw new UnreadableException(place(xml.getLocation()) + " has suites nested too deep");
        }
        OptionalInt failures = number(xml, "failures");
        OptionalInt errors = number(xml, "errors");
        OptionalInt notPassed = failures.isEmpty() && errors.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(failures.orElse(0) + errors.orElse(0));
        suites.push(new Suite(
                attribute(xml, "name").orElse("without a name"),
                number(xml, "tests"),
                notPassed,
                tally.counted(),
                tally.notPassed()));
        attribute(xml, "timestamp")
                .flatMap(JunitReader::instant)
                .filter(at -> said.isEmpty() || at.isBefore(said.get()))
                .ifPresent(at -> said = Optional.of(at));
    }

    private void endSuite() {
        Suite suite = suites.pop();
        int counted = tally.counted() - suite.countedBefore();
        int notPassed = tally.notPassed() - suite.notPassedBefore();
        String who = file.getFileName() + ", suite '" + excerpt(suite.name()) + "'";
        if (suite.tests().orElse(0) > counted) {
            tally.doubt(who + ", speaks of " + suite.tests().getAsInt() + " tests and holds " + counted);
        }
        if (suite.notPassed().orElse(0) > notPassed) {
            tally.doubt(who + ", speaks of " + suite.notPassed().getAsInt() + " failures and errors and holds "
                    + notPassed);
        }
    }

    private void testCase(XMLStreamReader xml) throws XMLStreamException {
        String name = attribute(xml, "name").orElse("without a name");
        Case test = new Case(attribute(xml, "classname")
                .filter(text -> !text.isBlank())
                .map(text -> text + "." + name)
                .orElse(name));
        String state = attribute(xml, "status").orElse("").toLowerCase(Locale.ROOT);
        if (MISSED_STATES.contains(state)) {
            test.end = "failure";
            test.message = "status " + state;
        } else if (SKIPPED_STATES.contains(state) || "skipped".equals(xml.getAttributeValue(null, "result"))) {
            test.end = "skipped";
        }
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                result(xml, xml.getLocalName(), test);
            }
        }
        count(test);
    }

    private static void result(XMLStreamReader xml, String element, Case test) throws XMLStreamException {
        switch (element) {
            case "failure", "error" -> {
                test.end = element;
                test.type = attribute(xml, "type").filter(type -> !type.isBlank());
                Optional<String> message = attribute(xml, "message").filter(text -> !text.isBlank());
                String text = text(xml);
                test.message = message.orElse(text);
            }
            case "skipped" -> {
                if (!MISSES.contains(test.end)) {
                    test.end = "skipped";
                }
                skip(xml);
            }
            case "flakyFailure", "flakyError" -> {
                // A disturbance that passed, by the word of a report of our own, is nothing of the test's.
                test.flaky |=
                        attribute(xml, "type").filter(DISTURBANCES::contains).isEmpty();
                skip(xml);
            }
            default -> skip(xml);
        }
    }

    private void count(Case test) {
        switch (test.end) {
            case "failure" -> tally.failed(1);
            case "error" -> tally.broken(1);
            case "skipped" -> tally.skipped(1);
            default -> {
                tally.passed(1);
                tally.flaky(test.flaky ? 1 : 0);
            }
        }
        if (MISSES.contains(test.end)) {
            tally.miss(test.name, test.type, test.message);
        }
    }

    private void properties(XMLStreamReader xml) throws XMLStreamException {
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                attribute(xml, "name")
                        .filter(REVISIONS::contains)
                        .flatMap(name -> attribute(xml, "value"))
                        .filter(value -> !value.isBlank())
                        .ifPresent(tally::revision);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** The text of the element and of all below it, up to a length; ends behind the element. */
    private static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (text.length() < LONGEST_TEXT) {
                        text.append(xml.getText(), 0, Math.min(xml.getTextLength(), LONGEST_TEXT));
                    }
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
        return text.toString().strip();
    }

    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        text(xml);
    }

    private static Optional<String> attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name));
    }

    private static OptionalInt number(XMLStreamReader xml, String name) {
        return attribute(xml, name)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElseGet(OptionalInt::empty);
    }

    /** Most writers leave the time zone out; the machines that run tests mostly have UTC. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
