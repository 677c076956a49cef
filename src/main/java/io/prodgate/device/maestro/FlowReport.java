package io.prodgate.device.maestro;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The JUnit report that Maestro writes when all flows have ended. It is believed as a whole or not at all: a report that was cut off,
 * or whose numbers do not add up, has no cases.
 *
 * @param cases in the report's order
 * @param present whether there is a file
 * @param trouble why it cannot be used; empty if it can
 */
record FlowReport(List<Case> cases, boolean present, Optional<String> trouble) {
    private static final int LARGEST = 32 << 20;
    private static final int LONGEST_FAILURE = 16_000;
    private static final int MOST_CASES = 20_000;

    FlowReport {
        cases = List.copyOf(cases);
    }

    /**
     * A flow, as reported.
     *
     * @param status {@code SUCCESS}, {@code ERROR}, or what else a version may say
     * @param failure the text of its failure; empty if it has none
     * @param took as Maestro measured it; whole seconds in old versions
     */
    record Case(String name, String status, Optional<String> failure, Optional<Duration> took) {
        /** Success, and nothing in the case contradicts. */
        boolean success() {
            return status.equals("SUCCESS") && failure.isEmpty();
        }
    }

    /** True if it can be believed. */
    boolean usable() {
        return present && trouble.isEmpty();
    }

    /** Reads a file; never throws. */
    static FlowReport read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new FlowReport(List.of(), false, Optional.of("Maestro wrote no report"));
        }
        Optional<byte[]> bytes = LeftFile.bytes(file, LARGEST);
        if (bytes.isEmpty()) {
            return unusable("is no ordinary file, or larger than " + (LARGEST >> 20) + " MiB");
        }
        try {
            // Decoded here: of bytes that are not UTF-8 the parser of the JDK complains on standard error.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.get()))
                    .toString();
            return new Reading(text).report();
        } catch (CharacterCodingException e) {
            return unusable("is not UTF-8");
        } catch (XMLStreamException e) {
            return unusable("is not well-formed XML, or was cut off");
        } catch (RuntimeException e) {
            return unusable("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static FlowReport unusable(String why) {
        return new FlowReport(List.of(), true, Optional.of("Maestro's report " + why));
    }

    /** One reading of a report. */
    private static final class Reading {
        private final XMLStreamReader xml;
        private final List<Case> cases = new ArrayList<>();
        private Optional<String> doubt = Optional.empty();
        private Optional<String> root = Optional.empty();
        private int promised;
        private int failures;

        Reading(String text) throws XMLStreamException {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setXMLReporter((message, type, related, location) -> {}); // Else it prints.
            xml = factory.createXMLStreamReader(new StringReader(text));
        }

        FlowReport report() throws XMLStreamException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        doubt = Optional.of("has a document type or entities, which are refused");
                    case XMLStreamConstants.START_ELEMENT -> element();
                    default -> {
                        // Text between the elements means nothing.
                    }
                }
            }
            long failed = cases.stream().filter(one -> !one.success()).count();
            if (!root.orElse("").matches("testsuites?")) {
                return unusable("is no JUnit report");
            }
            if (cases.isEmpty()) {
                return unusable("holds no flow");
            }
            if (promised != cases.size() || failures > failed) {
                return unusable("speaks of " + promised + " flows and " + failures + " failures, and holds "
                        + cases.size() + " and " + failed);
            }
            return doubt.map(FlowReport::unusable).orElseGet(() -> new FlowReport(cases, true, Optional.empty()));
        }

        private void element() throws XMLStreamException {
            String name = xml.getLocalName();
            root = root.or(() -> Optional.of(name));
            if (name.equals("testsuite")) {
                OptionalInt tests = number("tests");
                if (tests.isEmpty()) {
                    doubt = Optional.of("does not say how many flows it holds");
                }
                promised += tests.orElse(0);
                failures += number("failures").orElse(0);
            } else if (name.equals("testcase")) {
                testCase();
            }
        }

        private void testCase() throws XMLStreamException {
            if (cases.size() >= MOST_CASES) {
                throw new XMLStreamException("too many");
            }
            String name = attribute("name").orElse("");
            String status = attribute("status").orElse("").toUpperCase(Locale.ROOT);
            Optional<Duration> took = attribute("time").flatMap(Reading::seconds);
            Optional<String> failure = Optional.empty();
            int depth = 1;
            while (depth > 0) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT && isFailure(xml.getLocalName())) {
                    failure = Optional.of(text());
                } else if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
            if (cases.stream().anyMatch(other -> other.name().equals(name))) {
                doubt = Optional.of("has the flow '" + LeftFile.cut(name, 80) + "' twice");
            }
            cases.add(new Case(name, status, failure, took));
        }

        private static boolean isFailure(String element) {
            return element.equals("failure") || element.equals("error") || element.equals("skipped");
        }

        /** The text of the element and of all below it; ends behind the element. */
        private String text() throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            int depth = 1;
            while (depth > 0) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> depth++;
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        int room = LONGEST_FAILURE - text.length();
                        text.append(xml.getText(), 0, Math.max(0, Math.min(room, xml.getTextLength())));
                    }
                    default -> {
                        // Comments and the like.
                    }
                }
            }
            return text.toString().strip();
        }

        private Optional<String> attribute(String name) {
            return Optional.ofNullable(xml.getAttributeValue(null, name));
        }

        private OptionalInt number(String name) {
            return attribute(name)
                    .filter(text -> text.matches("\\d{1,6}"))
                    .map(text -> OptionalInt.of(Integer.parseInt(text)))
                    .orElseGet(OptionalInt::empty);
        }

        private static Optional<Duration> seconds(String text) {
            return text.matches("\\d{1,7}(\\.\\d{1,9})?")
                    ? Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)))
                    : Optional.empty();
        }
    }
}
