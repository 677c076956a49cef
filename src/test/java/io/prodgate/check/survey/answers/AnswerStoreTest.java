package io.prodgate.check.survey.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prodgate.check.survey.answers.AnswerStore.Chosen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerStoreTest {
    private static final String HEAD = "email,name,ticket,overall,open\n";

    @TempDir
    Path folder;

    private AnswerStore store = new AnswerStore(Path.of("answers.csv"));

    @BeforeEach
    void inAFolder() {
        store = new AnswerStore(folder.resolve("survey/answers.csv"));
    }

    @Test
    void namesAreReplacedAndTheSamePeopleKnownAgain() throws Exception {
        add(HEAD + "anna.berg@example.com,Anna Berg,T-1,4,Ask ben\n,Ben Ott,T-1,3,\n");

        Tally tally = add(HEAD
                + "ANNA.BERG@example.com,,T-1,5,Ben Ott was right\n"
                + "ben@example.com,ben  OTT,T-2,2,=1+1\n"
                + ",Anna Berg,T-2,4,\n");

        assertThat(tally.technicians()).isEqualTo(2);
        assertThat(tally.leftOut())
                .singleElement()
                .returns("T1", answer -> answer.who().id());
        assertThat(store.answers()).content().isEqualTo("""
            technician,ticket,category,relevance,accuracy,usefulness,overall,open,quote,time
            T1,T-1,,,,,5,T2 was right,,
            T2,T-1,,,,,3,,,
            T2,T-2,,,,,2,'=1+1,,
            T1,T-2,,,,,4,,,
            """);
        assertThat(Files.readString(store.people())).doesNotContainIgnoringCase("anna", "berg", "ben", "example");
    }

    @Test
    void whoCanTryOutNamesIsNobodyElse() throws Exception {
        add(HEAD + ",Anna Berg,T-1,4,\n");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.people())))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("survey").toFile().list())
                .containsExactlyInAnyOrder("answers.csv", "answers.csv.people.json");
    }

    /** Those who come later are named in what was written before. */
    @Test
    void textsOfEarlierAnswersAreLookedThroughAgain() throws Exception {
        add(HEAD + ",Anna Berg,T-1,4,Ask Ben. Or write to somebody@example.org\n");
        add(HEAD + ",Ben Ott,T-1,4,\n");

        assertThat(store.answers())
                .content()
                .contains("Ask T2. Or write to (somebody)")
                .doesNotContain("Ben", "example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Ask Anna Berg or Berg                  | Ask T1 or T1
        ANNA's note, says Jörg                 | T1's note, says T2
        anna.berg@example.com, a@b.c           | T1, (somebody)
        Annabel and Bergen and Jo              | Annabel and Bergen and Jo
        Lee wrote it                           | (somebody) wrote it
        anna, T1                               | T1, T1
        """)
    void namesInTextsAreReplaced(String text, String clean) throws Exception {
        Technicians technicians = Technicians.none(new KeyedHash(new byte[KeyedHash.KEY]), Names.PSEUDONYMISED);
        Counting.count(
                read(HEAD
                        + "anna.berg@example.com,Anna Berg,T-1,4,\n,Jörg Lee,T-1,4,\n,Kim Lee,T-1,4,\n,Jo Li,T-1,4,\n"),
                technicians);

        assertThat(new FreeText(technicians).withoutNames(text)).isEqualTo(clean);
    }

    @Test
    void namesStayIfTheyAreToBeKept() throws Exception {
        store.add(read(HEAD + "anna@example.com,Anna Berg,T-1,4,Ask Ben\n"), Names.KEPT, List.of(), key(1));
        Tally tally = store.add(read(HEAD + ",anna berg,T-1,5,Ask Ben\n,Ben,T-1,3,\n"), Names.KEPT, List.of(), key(2));

        assertThat(tally.technicians()).isEqualTo(2);
        assertThat(store.answers()).content().isEqualTo("""
            technician,name,email,ticket,category,relevance,accuracy,usefulness,overall,open,quote,time
            Anna Berg,Anna Berg,anna@example.com,T-1,,,,,5,Ask Ben,,
            Ben,Ben,,T-1,,,,,3,,,
            """);
        assertThat(store.people()).doesNotExist();
    }

    @Test
    void whatIsQuotedIsMarkedByPeople() throws Exception {
        add(HEAD + ",Anna,T-1,4,Fine\n,Ben,T-1,4,\n");
        String before = Files.readString(store.answers());

        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> store.add(
                        List.of(),
                        Names.PSEUDONYMISED,
                        List.of(new Chosen("T1", "t-1"), new Chosen("T2", "T-1")),
                        key(3)))
                .withMessageContaining("there is no text of T2 on 'T-1' to be quoted");
        assertThat(store.answers()).hasContent(before);

        store.add(List.of(), Names.PSEUDONYMISED, List.of(new Chosen("T1", "t-1")), key(3));
        assertThat(store.answers()).content().contains("T1,T-1,,,,,4,Fine,x,");
        add(HEAD + ",Cem,T-1,4,\n");
        assertThat(store.answers()).content().contains("T1,T-1,,,,,4,Fine,x,");
    }

    @Test
    void withoutWhatKnowsThemAgainNothingIsAdded() throws Exception {
        add(HEAD + ",Anna,T-1,4,Fine\n");
        Files.delete(store.people());

        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> add(HEAD + ",Anna,T-1,4,Fine\n"))
                .withMessageContaining(
                        "answers.csv.people.json:1:1: the file by which technicians are known again is gone");
        Files.writeString(store.people(), "{\"key\": \"?\"}");
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> add(HEAD + ",Anna,T-1,4,Fine\n"))
                .withMessageContaining("is damaged");
    }

    @Test
    void whatWasReplacedIsNoName() throws Exception {
        add(HEAD + ",Anna,T-1,4,Fine\n");

        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> add("technician,ticket,overall\nT1,T-2,4\n"))
                .withMessageContaining("a.csv:2:1: 'T1' stands for somebody whose name was replaced before");
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> store.add(List.of(), Names.KEPT, List.of(), key(1)))
                .withMessageContaining("names were replaced, and they do not come back");
    }

    @Test
    void namesakesWithoutAnAddressAreAskedFor() {
        assertThatExceptionOfType(AnswersException.class)
                .isThrownBy(() -> add(HEAD + "a@x.com,Anna,T-1,4,\nb@x.com,Anna,T-1,4,\n,Anna,T-2,4,\n"))
                .withMessageContaining("a.csv:4:1: several technicians are called like the one who answered here");
        assertThat(store.answers()).doesNotExist();
    }

    private Tally add(String csv) throws Exception {
        return store.add(read(csv), Names.PSEUDONYMISED, List.of(), key(7));
    }

    private static List<Answer> read(String csv) throws AnswersException {
        return new AnswerReader(Wording.STANDARD, List.of()).read("a.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyedHash key(int seed) {
        byte[] key = new byte[KeyedHash.KEY];
        key[0] = (byte) seed;
        return new KeyedHash(key);
    }
}
