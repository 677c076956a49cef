package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationLinksTest {
    /** Links to pages and files of the project; pictures are made from a run (docs/images/make). */
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    @Test
    void everyLinkLeadsToAFileAndEveryPageIsInTheIndex() throws Exception {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            pages.addAll(files.filter(file -> file.toString().endsWith(".md")).toList());
        }

        for (Path page : pages) {
            assertThat(links(page))
                    .as("links of " + page)
                    .allSatisfy(link -> assertThat(link).exists());
        }
        assertThat(links(Path.of("docs/README.md")))
                .containsAll(pages.stream()
                        .filter(page -> !page.equals(Path.of("docs/README.md")))
                        .toList());
    }

    private static List<Path> links(Path page) throws Exception {
        List<Path> links = new ArrayList<>();
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
            links.add(page.resolveSibling(link.group(1)).normalize());
        }
        return links;
    }
}
