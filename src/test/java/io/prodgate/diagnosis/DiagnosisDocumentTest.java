package io.prodgate.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiagnosisDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/diagnosis.md");

    @Test
    void listsEverySymptomAndEveryKindOfTrouble() throws IOException {
        String text = Files.readString(DOCUMENT);

        for (String symptom : Symptoms.NAMES) {
            assertThat(text).contains("`" + symptom.replace("*", "NAME") + "`");
        }
        for (Trouble.Kind kind : Trouble.Kind.values()) {
            assertThat(text).contains("`" + kind.wireName() + "`");
        }
    }
}
