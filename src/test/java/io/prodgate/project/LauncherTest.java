package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.project.Sandbox.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When {@code ./prodgate} builds, what it starts and how, with a JDK and a Maven that only note what they are told. */
class LauncherTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path jdk;
    private String launcher;
    private Path jar;

    @BeforeEach
    void scriptsWithMavenAndJdk() throws Exception {
        sandbox = new Sandbox(folder.toRealPath());
        sandbox.maven();
        jdk = sandbox.jdk(sandbox.root.resolve("system/usr/lib/jvm/jdk-25"), "25.0.3");
        launcher = sandbox.project.resolve("prodgate").toString();
        jar = sandbox.project.resolve("target/quarkus-app/quarkus-run.jar");
        // Sources are older than anything that is built in a test.
        Sandbox.changed(sandbox.project.resolve("src/main/java/Some.java"), -60);
        for (String source : List.of("src/main/java", "src/main", "pom.xml")) {
            Sandbox.changed(sandbox.project.resolve(source), -60);
        }
    }

    private Answer prodgate(String... arguments) {
        return prodgate(sandbox.root, arguments);
    }

    private Answer prodgate(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        return sandbox.run(directory, command.toArray(String[]::new));
    }

    private long builds() {
        return sandbox.calls().stream().filter(call -> call.startsWith("maven")).count();
    }

    private long trainings() {
        return sandbox.calls().stream().filter(call -> call.equals("trained")).count();
    }

    @Test
    void theFirstUseBuildsAndTrainsAndSaysSoOnStderr() {
        Answer answer = prodgate("--version");

        assertThat(answer.err()).contains("prodgate: building");
        assertThat(builds()).isEqualTo(1);
        assertThat(trainings()).isEqualTo(1);
        assertThat(answer.out()).hasLineCount(1).contains("-jar " + jar + " --version");
    }

    @Test
    void itIsBuiltAgainOnlyAfterASourceChanged() {
        prodgate("--version");
        Answer second = prodgate("--version");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        assertThat(trainings()).isEqualTo(1);

        Sandbox.changed(sandbox.project.resolve("src/main/java/Some.java"), 1);
        prodgate("--version");
        assertThat(builds()).isEqualTo(2);
        assertThat(trainings()).isEqualTo(2);
    }

    @Test
    void aRemovedSourceIsAChange() throws Exception {
        prodgate("--version");
        Files.delete(sandbox.project.resolve("src/main/java/Some.java"));
        Sandbox.changed(sandbox.project.resolve("src/main/java"), 1);

        prodgate("--version");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void whatMavenBuiltIsUsedAndOnlyTrained() {
        sandbox.run(sandbox.project, "./mvnw", "package");

        Answer answer = prodgate("--version");

        assertThat(builds()).isEqualTo(1);
        assertThat(trainings()).isEqualTo(1);
        assertThat(answer.err()).contains("preparing faster starts").doesNotContain("building");
    }

    @Test
    void anotherJdkTrainsAnew() {
        prodgate("--version");
        sandbox.set(
                "JAVA_HOME",
                sandbox.jdk(sandbox.root.resolve("other jdk"), "26").toString());

        Answer answer = prodgate("--version");

        assertThat(builds()).isEqualTo(1);
        assertThat(trainings()).isEqualTo(2);
        assertThat(answer.out()).contains("other jdk");
    }

    @Test
    void theCacheIsUsedWithTheFlagsItWasTrainedWith() throws Exception {
        Answer answer = prodgate("check", "a plan.yaml");

        Path cache = sandbox.project.resolve("target/launcher/prodgate.aot");
        assertThat(answer.out())
                .contains("-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .contains("-XX:AOTCache=" + cache + " -jar")
                .endsWith("check a plan.yaml\n");
        String training = Files.readString(sandbox.project.resolve("target/launcher/training.log"));
        String flags = answer.out().substring(0, answer.out().indexOf(" -XX:AOTCache="));
        assertThat(training).startsWith(flags).contains("-XX:AOTCacheOutput=" + cache);
    }

    @Test
    void theExitCodeIsTheOneOfProdgate() {
        assertThat(prodgate("--version").exitCode()).isEqualTo(7);
    }

    @Test
    void moreOptionsForTheJvmArePassedOn() {
        sandbox.set("PRODGATE_JAVA_OPTS", "-Xmx256m -Da=b");
        assertThat(prodgate("--version").out()).contains(" -Xmx256m -Da=b ");
    }

    @Test
    void itWorksThroughALinkAndFromAnyFolder() throws Exception {
        Path bin = Files.createDirectories(sandbox.home.resolve("bin"));
        Sandbox.link(bin.resolve("pg"), Path.of("../../my project/prodgate"));
        Path elsewhere = Files.createDirectories(sandbox.root.resolve("else where"));

        Answer answer = sandbox.run(elsewhere, bin.resolve("pg").toString(), "--version");

        assertThat(answer.out()).contains("-jar " + jar + " --version");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void theUsersFolderStaysTheCurrentOne() throws Exception {
        Sandbox.script(jdk.resolve("bin/java"), "pwd\n");
        Path elsewhere = Files.createDirectories(sandbox.root.resolve("else where"));

        assertThat(prodgate(elsewhere, "--version").out()).isEqualTo(elsewhere + "\n");
    }

    @Test
    void aFailedBuildShowsTheLogAndStartsNothing() {
        Sandbox.script(sandbox.tools.resolve("mvn"), "echo '[ERROR] Some.java:[1,1] no such thing'; exit 1\n");

        Answer answer = prodgate("--version");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("the build failed", "target/launcher/build.log", "no such thing");
        assertThat(sandbox.project.resolve("target/launcher.lock")).doesNotExist();
    }

    @Test
    void anUpToDateNativeBinaryIsPreferredAndNeedsNoJdk() throws Exception {
        Files.delete(jdk.resolve("release"));
        Path binary = sandbox.project.resolve("target/prodgate-0.1.0-runner");
        Sandbox.script(binary, "echo \"native: $*\"; exit 3\n");

        Answer answer = prodgate("--version");

        assertThat(answer).isEqualTo(new Answer(3, "native: --version\n", ""));
    }

    @Test
    void anOldNativeBinaryIsPassedOver() {
        Path binary = sandbox.project.resolve("target/prodgate-0.1.0-runner");
        Sandbox.script(binary, "echo native\n");
        Sandbox.changed(binary, -120);

        assertThat(prodgate("--version").out()).contains("-jar " + jar);
    }

    @Test
    void severalFirstUsesAtOnceBuildOnce() throws Exception {
        List<Process> uses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            uses.add(sandbox.start(sandbox.root, launcher, "use-" + i));
        }
        for (int i = 0; i < uses.size(); i++) {
            assertThat(Sandbox.answer(uses.get(i)).out()).endsWith(" use-" + i + "\n");
        }
        assertThat(builds()).isEqualTo(1);
        assertThat(trainings()).isEqualTo(1);
        assertThat(sandbox.project.resolve("target/launcher.lock")).doesNotExist();
    }

    @Test
    void theLockOfAProcessThatIsGoneIsTakenOver() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Sandbox.write(sandbox.project.resolve("target/launcher.lock/pid"), gone.pid() + "\n");

        assertThat(prodgate("--version").exitCode()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aTrainingThatFailsIsNotRepeatedAndNothingIsLost() {
        Sandbox.script(jdk.resolve("bin/java"), """
                case $* in
                    *AOTCacheOutput*) echo "tried $*" >>"%s"; exit 1 ;;
                esac
                echo "$*"
                """.formatted(sandbox.root.resolve("calls")));

        prodgate("--version");
        Answer answer = prodgate("--version");

        List<String> tried = sandbox.calls().stream()
                .filter(call -> call.startsWith("tried"))
                .toList();
        assertThat(tried).hasSize(2);
        assertThat(tried.getFirst()).endsWith(" demo --out run");
        assertThat(tried.getLast()).endsWith(" --version");
        assertThat(answer.out()).doesNotContain("AOTCache").contains("--version");
    }
}
