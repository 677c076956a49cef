package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.http.HttpKind;
import io.prodgate.check.survey.SurveyKind;
import io.prodgate.evidence.Time;
import io.prodgate.testing.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From asking people to a verdict. */
class SurveyCommandsTest {
    private static final String HEAD =
            "Email Address,Which ticket is it about?,Relevance,Overall,What could be improved?\n";

    @TempDir
    private Path folder;

    private final RawServer production = RawServer.alwaysSaying("hello");
    private final Shell shell = new Shell(Time.system(), new HttpKind(), new SurveyKind());

    @AfterEach
    void close() {
        production.close();
    }

    @Test
    void peopleAreAskedAnswerAndDecideWithTheRest() throws Exception {
        String plan = plan("");
        Shell.Result asked =
                shell.run("survey", "new", plan, "--out", at("survey"), "--mail-to", "quality@example.com");
        assertThat(asked.exitCode()).as(asked.err()).isZero();
        assertThat(folder.resolve("survey").toFile().list())
                .containsExactlyInAnyOrder("form.html", "email.md", "interview.md", "answers-template.csv");
        assertThat(folder.resolve("survey/form.html"))
                .content()
                .contains("Was it of use?", "T-1: VPN drops", "quality@example.com");

        assertThat(run(plan, "none")).contains("INCONCLUSIVE", "PG-840").doesNotContain("APPROVED");

        Shell.Result two = add(HEAD + "anna@example.com,T-1,5,4,\nben@example.com,t-1,4,5,Ask anna\n");
        assertThat(two.out())
                .contains("2 technicians, 1 ticket, 2 answers", "1 technician is missing")
                .contains("relevance      2   4.50    4.5     0   0   0   1   1");
        assertThat(run(plan, "two"))
                .contains("APPROVED WITH CONDITIONS")
                .contains("passed with answers of 2 technicians of the 3 wanted: 1 is missing");

        Shell.Result three = add(HEAD + "cem@example.com,T-2,4,4,\nANNA@example.com,T-1,3,4,\n");
        assertThat(three.out())
                .contains("left out: T1 on T-1 answered again", "3 technicians, 2 tickets, 3 answers")
                .doesNotContain("missing", "example.com");
        assertThat(run(plan, "three")).contains("APPROVED — gate open").doesNotContain("CONDITIONS");
        assertThat(folder.resolve("answers.csv")).content().contains("Ask T1").doesNotContain("example.com");
        assertThat(Files.readString(folder.resolve("three/report.json")))
                .contains("\"type\": \"survey-reading\"")
                .doesNotContain("Ask T1");

        Shell.Result quoted = shell.run("survey", "add", "--plan", plan, "--quote", "T2:T-1");
        assertThat(quoted.exitCode()).as(quoted.err()).isZero();
        run(plan, "quoted");
        assertThat(Files.readString(folder.resolve("quoted/report.json"))).contains("Ask T1");

        add(HEAD + "dan@example.com,T-1,1,1,\n");
        assertThat(run(plan, "unhappy")).contains("NOT APPROVED", "PG-841");
    }

    @Test
    void aRunPausesUntilThereAreEnoughAnswers() throws Exception {
        String plan = plan(", waits: 3d");

        Shell.Result today = shell.run("run", plan, "--phase", "collect", "--out", at("run"));
        assertThat(today.exitCode()).as(today.out() + today.err()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(today.out()).contains("to go on after");

        add(HEAD + "a@x.com,T-1,5,4,\nb@x.com,T-1,4,5,\nc@x.com,T-1,4,5,\n");
        Shell.Result later = shell.run("resume", at("run"));
        assertThat(later.out()).as(later.err()).contains("APPROVED — gate open");
    }

    @Test
    void whatIsThereIsNotWrittenOver() {
        Shell.Result asked = shell.run("survey", "new", "--ticket", "T-1", "--out", at("a"));
        assertThat(asked.out()).contains("prodgate survey add FILE… --into FILE");

        Shell.Result again = shell.run("survey", "new", "--ticket", "T-1", "--out", at("a"));
        assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("is there already, and nothing was written");
        assertThat(shell.run("survey", "new", "--ticket", "T-1", "--out", at("a"), "--force")
                        .exitCode())
                .isZero();
    }

    @Test
    void whatIsNotUnderstoodChangesNothing() throws Exception {
        String plan = plan("");
        add(HEAD + "a@x.com,T-1,5,4,\n");
        String before = Files.readString(folder.resolve("answers.csv"));
        Path good = Files.writeString(folder.resolve("good.csv"), HEAD + "b@x.com,T-1,5,4,\n");
        Path bad = Files.writeString(
                folder.resolve("bad.csv"), HEAD + "c@x.com,T-1,5,4,\nd@x.com,T-1,6,4,\nd@x.com,T-9,6,4,\n");

        Shell.Result result = shell.run("survey", "add", good.toString(), bad.toString(), "--plan", plan);

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains(
                        bad + ":3:13: '6' is no answer to 'Relevance'",
                        bad + ":4:9: there is no ticket 'T-9'",
                        "Nothing was added");
        assertThat(folder.resolve("answers.csv")).hasContent(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        survey add                                      | no file is named
        survey add a.csv                                | it is not said where answers go
        survey add gone.csv --into x/answers.csv        | gone.csv:1:1: there is no such file
        survey add --into x/answers.csv --quote T1      | there is no text of T1
        survey add --into x/answers.csv --quote :T-1    | names nobody
        survey new --out x --ticket =a                  | names no ticket
        survey new --out x --ticket a --mail-to me      | is no mail address
        survey new --out x --run gone                   | there is no run 'gone'
        survey new --ticket a                           | Missing required option: '--out=DIR'
        """)
    void nonsenseIsRefused(String arguments, String message) {
        Shell.Result result = shell.run(Stream.of(arguments.split(" "))
                .map(one -> one.equals("x") || one.startsWith("x/") ? at(one) : one)
                .toArray(String[]::new));

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(message);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private Shell.Result add(String csv) throws Exception {
        Path file = Files.writeString(folder.resolve("export.csv"), csv);
        Shell.Result result = shell.run("survey", "add", file.toString(), "--plan", at("plan.yaml"));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private String run(String plan, String name) {
        return shell.run("run", plan, "--out", at(name)).out();
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private String plan(String more) throws Exception {
        return Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: tickets, url: '%s' }
            controls: off
            stages:
              - name: reachable
                checks:
                  - http: { id: greeting, get: /, expect: { body: hello } }
              - name: people
                checks:
                  - survey:
                      { id: technicians, answers: answers.csv, tickets: [{ id: T-1, title: VPN drops }, T-2],
                        questions: { usefulness: Was it of use? }, expect: { relevance: '>= 3.5', overall: '>= 4' }%s }
            """.formatted(production.url(), more))
                .toString();
    }
}
