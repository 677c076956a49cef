package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** docs/dependencies.md names each dependency and plugin of pom.xml with its version and a reason. */
class DependenciesPageTest {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^ |]+) \\| (.+) \\|");

    @Test
    void thePageAndThePomNameTheSame() throws Exception {
        assertThat(page()).containsExactlyInAnyOrderEntriesOf(pom());
    }

    private static Map<String, String> page() throws Exception {
        Map<String, String> versions = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/dependencies.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(row.group(3)).as("reason for " + row.group(1)).hasSizeGreaterThan(15);
                versions.put(row.group(1), row.group(2));
            }
        }
        return versions;
    }

    /** Artefacts by name with their versions; {@code platform} for those whose version the Quarkus platform sets. */
    private static Map<String, String> pom() throws Exception {
        Document pom = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        Map<String, String> properties = new TreeMap<>();
        NodeList set = ((Element) pom.getElementsByTagName("properties").item(0)).getChildNodes();
        for (int i = 0; i < set.getLength(); i++) {
            properties.put(
                    set.item(i).getNodeName(), set.item(i).getTextContent().strip());
        }
        Map<String, String> versions = new TreeMap<>();
        for (String kind : new String[] {"dependency", "plugin", "path", "artifactItem"}) {
            NodeList elements = pom.getElementsByTagName(kind);
            for (int i = 0; i < elements.getLength(); i++) {
                Element element = (Element) elements.item(i);
                String version = text(element, "version", "platform");
                String pinned = version.startsWith("${")
                        ? properties.getOrDefault(version.substring(2, version.length() - 1), version)
                        : version;
                // The same plugin in a profile has no version of its own.
                versions.merge(
                        text(element, "artifactId", ""),
                        pinned,
                        (first, second) -> first.equals("platform") ? second : first);
            }
        }
        // Versions of a formatter and of nothing else are in a plugin's configuration.
        versions.put("palantir-java-format", properties.getOrDefault("palantir-java-format.version", ""));
        return versions;
    }

    private static String text(Element element, String child, String otherwise) {
        for (org.w3c.dom.Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(child)) {
                return node.getTextContent().strip();
            }
        }
        return otherwise;
    }
}
