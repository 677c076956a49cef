package io.prodgate.check.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.results.OutputReader;
import io.prodgate.check.results.Results;
import io.prodgate.evidence.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptOutputTest {
    private static final String SECRET = "token-of-ours\nsecond line of it";

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void aSecretIsMaskedWhereverThePiecesAreCut() throws Exception {
        String text = ("x".repeat(30_011) + SECRET + "|").repeat(7);
        for (int piece : List.of(1, 7, 4_096, 65_537, text.length())) {
            ScriptOutput output = output();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; from += piece) {
                output.write(bytes, from, Math.min(piece, bytes.length - from));
            }
            output.close();
            assertThat(Files.readString(folder.resolve("output.txt")))
                    .isEqualTo(("x".repeat(30_011) + "***|").repeat(7));
        }
    }

    @Test
    void charactersMayBeCutAndBytesMayBeNone() throws Exception {
        ScriptOutput output = output();
        for (byte unit : "grün ✓\n".getBytes(StandardCharsets.UTF_8)) {
            output.write(unit);
        }
        output.write(new byte[] {(byte) 0xff, 0, 'a', '\n', (byte) 0xe2, (byte) 0x9c}, 0, 6);
        output.close();
        assertThat(Files.readString(folder.resolve("output.txt"))).isEqualTo("grün ✓\n\uFFFD\0a\n\uFFFD");
        assertThat(lines).containsExactly("grün ✓", "\uFFFDa", "\uFFFD");
    }

    @Test
    void ofTooMuchTheBeginningAndTheEndAreKept() throws Exception {
        KeptOutput kept = new KeptOutput(folder);
        ScriptOutput output = new ScriptOutput(new Redactor(List.of()), reader(), kept);
        byte[] line = "0123456789abcde\n".getBytes(StandardCharsets.UTF_8);
        output.write("first\n".getBytes(StandardCharsets.UTF_8), 0, 6);
        for (int i = 0; i < 1_000_000; i++) {
            output.write(line, 0, line.length);
        }
        output.write("last\n".getBytes(StandardCharsets.UTF_8), 0, 5);
        output.close();
        String file = Files.readString(folder.resolve("output.txt"));
        assertThat(file)
                .startsWith("first\n")
                .endsWith("last\n")
                .containsPattern("… prodgate left out [0-9]+ bytes here …");
        assertThat(file.length())
                .isBetween(KeptOutput.BEGINNING + KeptOutput.END, KeptOutput.BEGINNING + KeptOutput.END + 200_000);
        assertThat(output.bytes()).isEqualTo(16_000_011);
        assertThat(lines).hasSize(1_000_002);
        assertThat(kept.excerpt())
                .hasSizeLessThan(17_000)
                .startsWith("first\n")
                .endsWith("last\n")
                .contains("characters left out here");
    }

    @Test
    void aFolderThatCannotBeWrittenToCostsOnlyTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        KeptOutput kept = new KeptOutput(file.resolve("below"));
        kept.add("hello");
        kept.close();
        assertThat(kept.file()).isEmpty();
        assertThat(kept.excerpt()).isEqualTo("hello");
    }

    @Test
    void whatComesAfterTheEndIsLeftOut() throws Exception {
        ScriptOutput output = output();
        output.close();
        output.write('x');
        assertThat(output.bytes()).isZero();
        assertThat(lines).isEmpty();
    }

    private ScriptOutput output() {
        return new ScriptOutput(new Redactor(List.of(SECRET)), reader(), new KeptOutput(folder));
    }

    private OutputReader reader() {
        return new OutputReader() {
            @Override
            public void line(String line) {
                lines.add(line);
            }

            @Override
            public Optional<Results> end() {
                return Optional.empty();
            }
        };
    }
}
