package io.prodgate.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.baseline.Baseline;
import io.prodgate.baseline.MadeUpNumbers;
import io.prodgate.report.markdown.DocumentMarkdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineDocumentTest {
    @Test
    void eachNumberStandsBesideWhatIsExpectedOfIt() throws Exception {
        Baseline baseline = new Baseline(
                Baseline.VERSION,
                MadeUpNumbers.run("run-1"),
                List.of(
                        MadeUpNumbers.latency(41.25, 1_234),
                        MadeUpNumbers.share(93.5, 2_000),
                        MadeUpNumbers.times(
                                "tickets",
                                1,
                                IntStream.range(0, 24)
                                        .mapToDouble(i -> 10 + i / 4.0)
                                        .toArray()),
                        MadeUpNumbers.times("few", 1.5, 2.25, 1.75, 3, 2)),
                List.of(new Baseline.LeftOut("depth", "value", "", "an hour | without a scrape")));
        Path golden = Path.of("src/test/resources/golden/baseline/baseline.md");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, DocumentMarkdown.of(BaselineDocument.of(baseline)));
        }
        assertThat(DocumentMarkdown.of(BaselineDocument.of(baseline))).isEqualTo(Files.readString(golden));
    }
}
