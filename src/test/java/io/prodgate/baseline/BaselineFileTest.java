package io.prodgate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.prodgate.evidence.Json;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {
    private static final Baseline BASELINE = new Baseline(
            Baseline.VERSION,
            MadeUpNumbers.run("run-1"),
            List.of(
                    MadeUpNumbers.latency(41.25, 1_234),
                    MadeUpNumbers.share(99.5, 2_000),
                    MadeUpNumbers.times("tickets", 1, 1.5, 2.25, 1.75, 3)),
            List.of(new Baseline.LeftOut("health", "duration", "", "1 of at least 5 requests")));

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadAgainAndFitsTheSchema() throws Exception {
        Path file = folder.resolve("baseline.json");
        BaselineFile.write(file, BaselineFile.text(BASELINE));

        assertThat(BaselineFile.read(file)).isEqualTo(BASELINE);
        assertThat(schema().validate(Json.mapper().readTree(file.toFile()))).isEmpty();
        assertThat(Files.list(folder)).containsExactly(file);
    }

    @Test
    void theFileLooksAsItIsDocumented() throws Exception {
        Path golden = Path.of("src/test/resources/golden/baseline/baseline.json");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(golden, BaselineFile.text(BASELINE));
        }
        assertThat(BaselineFile.text(BASELINE)).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        `"value" : 41.25`       | `"value" : NaN`            | `baseline.json:23:`
        `"value" : 41.25`       | `"value" : 1e999`          | `'value' is Infinity`
        `"value" : 41.25`       | `"value" : "NaN"`          | `'value' is NaN`
        `"value" : 41.25`       | `"value" : null`           | `'value' is missing`
        `"value" : 41.25,`      | ` `                        | `'value' is missing`
        `"value" : 41.25`       | `"value" : 1, "valeu" : 2` | `valeu`
        `"value" : 41.25`       | `"value" : 1, "value" : 2` | `baseline.json:23:`
        `"better" : "lower"`    | `"better" : "nicer"`       | `nicer`
        `"observations" : 1234` | `"observations" : -1`      | `'observations' is -1`
        `"from" : "2026-01-01T` | `"from" : "2027-01-01T`    | `'to' is before 'from'`
        `"metric" : "time"`     | `"metric" : null`          | `'metric' is missing`
        `"check" : "health"`    | `"check" : null`           | `'check' is missing`
        `"never" : 1`           | `"never" : 7`              | `do not fit`
        `"values" : [ 1.5`      | `"values" : [ null`        | `baseline.json:`
        `"version" : 1`         | `"version" : 2`            | `it has version 2, and this prodgate reads 1`
        `"version" : 1,`        | ` `                        | `it has no 'version'`
        """)
    void aMistakeIsToldWithItsPlace(String before, String after, String told) {
        String text = BaselineFile.text(BASELINE);
        assertThat(text).contains(before);

        assertThatThrownBy(() -> read(text.replace(before, after)))
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith(folder.resolve("baseline.json") + ":")
                .hasMessageContaining(told);
    }

    @Test
    void twoNumbersOfTheSameNameAreNone() {
        String text = BaselineFile.text(MadeUpNumbers.baseline("run-1", MadeUpNumbers.latency(41, 100)));
        String number = text.substring(text.indexOf("[ {") + 2, text.indexOf("} ]") + 1);

        assertThatThrownBy(() -> read(text.replace(number, number + "," + number)))
                .hasMessageContaining("there are two numbers latency/p95-latency");
    }

    @Test
    void aFileThatWasCutAnywhereIsNone() throws Exception {
        byte[] whole = BaselineFile.text(BASELINE).getBytes(StandardCharsets.UTF_8);
        // The last byte is the line break at the end.
        IntStream.range(0, whole.length - 1)
                .filter(length -> length % 7 == 0 || length > whole.length - 20)
                .forEach(length -> assertThatThrownBy(() -> read(new String(whole, 0, length, StandardCharsets.UTF_8)))
                        .as("cut after " + length)
                        .isInstanceOf(BaselineException.class)
                        .hasMessageContaining("this is no baseline"));
    }

    @Test
    void nonsenseIsNone() {
        Stream.of(
                        "",
                        "null",
                        "7",
                        "[]",
                        "{}",
                        "<html>",
                        "\u0000\u0001",
                        "{\"version\":1}",
                        "{\"version\":1,\"numbers\":[null]}")
                .forEach(nonsense -> assertThatThrownBy(() -> read(nonsense))
                        .as(nonsense)
                        .isInstanceOf(BaselineException.class)
                        .hasMessageContaining("this is no baseline"));
    }

    @Test
    void aHugeFileIsNotReadIntoMemory() throws Exception {
        Path file = folder.resolve("huge.json");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(20L << 30);
        }
        assertThatThrownBy(() -> BaselineFile.read(file)).hasMessageContaining("larger than 16 MiB");
    }

    @Test
    void whereThereIsNoFileThatIsTold() {
        assertThatThrownBy(() -> BaselineFile.read(folder.resolve("none.json")))
                .hasMessageContaining("there is no baseline", "prodgate baseline save");
        assertThatThrownBy(() -> BaselineFile.read(folder)).hasMessageContaining("is it a file?");
        assertThatThrownBy(() -> BaselineFile.write(folder.resolve("no/baseline.json"), ""))
                .hasMessageContaining("cannot write");
    }

    @Test
    void ofManySamplesSomeArePickedEvenly() {
        Samples samples =
                Samples.of(IntStream.range(0, 9_000).mapToObj(i -> (double) i).toList(), 1_000);

        assertThat(samples.count()).isEqualTo(Samples.MOST);
        assertThat(samples.of()).isEqualTo(10_000);
        assertThat(samples.isCut()).isTrue();
        assertThat(samples.never()).isEqualTo(100);
        assertThat(samples.values()).hasSize(900).contains(0.0, 10.0, 8_990.0);
        assertThat(samples.quantile(0.5)).isBetween(4_900.0, 5_100.0);
        assertThat(samples.quantile(0.95)).isInfinite();
    }

    @Test
    void everyTypeInTheFileIsKnownToANativeBinary() {
        assertThat(NativeReflection.class
                        .getAnnotation(RegisterForReflection.class)
                        .targets())
                .contains(Baseline.class, Baseline.Run.class, Baseline.LeftOut.class, KeptNumber.class)
                .contains(KeptNumber.Better.class, Samples.class);
    }

    private Baseline read(String text) throws IOException, BaselineException {
        return BaselineFile.read(Files.writeString(folder.resolve("baseline.json"), text));
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.mapper()
                        .readTree(
                                Path.of("src/main/resources" + Baseline.SCHEMA).toFile()));
    }
}
