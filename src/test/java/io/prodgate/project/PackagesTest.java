package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.project.Sandbox.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archives of a release: what {@code src/packages/make} puts into them, and how the one for a JVM starts. */
class PackagesTest {
    private static final Path PACKAGES = Path.of("src/packages").toAbsolutePath();

    @TempDir
    Path folder;

    private Sandbox sandbox;
    private Path unpacked;

    @BeforeEach
    void anUnpackedArchive() throws Exception {
        sandbox = new Sandbox(folder.toRealPath());
        unpacked = sandbox.root.resolve("an archive");
        Sandbox.script(unpacked.resolve("bin/prodgate"), "");
        Files.writeString(unpacked.resolve("bin/prodgate"), Files.readString(PACKAGES.resolve("launcher")));
        Sandbox.write(unpacked.resolve("lib/jdk.sh"), Files.readString(Path.of(".mvn/jdk.sh")));
        Sandbox.write(unpacked.resolve("lib/app/quarkus-run.jar"), "jar");
        Sandbox.write(unpacked.resolve("lib/prodgate-25.0.3.aot"), "cache");
    }

    private Answer start(String jdk) {
        sandbox.jdk(sandbox.root.resolve("system/usr/lib/jvm/jdk-25"), jdk);
        return sandbox.run(sandbox.home, unpacked.resolve("bin/prodgate").toString(), "check", "a plan.yaml");
    }

    @Test
    void theJvmsArchiveUsesTheCacheOfItsOwnJdk() {
        Answer answer = start("25.0.3");
        assertThat(answer.exitCode()).isEqualTo(7);
        assertThat(answer.out())
                .contains("-XX:AOTCache=" + unpacked.resolve("lib/prodgate-25.0.3.aot") + " -jar "
                        + unpacked.resolve("lib/app/quarkus-run.jar"))
                .endsWith("check a plan.yaml\n");
    }

    @Test
    void anotherJdkStartsWithoutIt() {
        assertThat(start("25.0.4").out()).doesNotContain("AOTCache").contains("-jar ");
    }

    @Test
    void trainingAndUseHaveTheSameFlags() {
        Answer use = start("25.0.3");
        sandbox.set("PRODGATE_AOT_OUTPUT", sandbox.root.resolve("new.aot").toString());

        Answer training = start("25.0.3");

        assertThat(training.exitCode()).isZero();
        assertThat(training.out())
                .startsWith(use.out().substring(0, use.out().indexOf(" -XX:AOTCache=")))
                .contains("-XX:AOTCacheOutput=" + sandbox.root.resolve("new.aot") + " -jar");
    }

    @Test
    void itStartsThroughALink() throws Exception {
        Path link = Files.createDirectories(sandbox.home.resolve("bin")).resolve("pg");
        Sandbox.link(link, Path.of("../../an archive/bin/prodgate"));
        sandbox.jdk(sandbox.root.resolve("system/usr/lib/jvm/jdk-25"), "25.0.3");

        assertThat(sandbox.run(sandbox.root, link.toString(), "--version").out())
                .contains("-jar " + unpacked);
    }

    @Test
    void withoutAJdkItSaysWhatIsMissing() {
        Answer answer =
                sandbox.run(sandbox.home, unpacked.resolve("bin/prodgate").toString(), "--version");
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("no JDK 25 or newer found");
    }

    @Test
    void aNativeArchiveHoldsTheBinaryItsCompletionAndTheManualPagesThatThereAre() throws Exception {
        Path target = folder.toRealPath().resolve("target");
        Sandbox.script(target.resolve("prodgate-0.1.0-runner"), "echo native\n");
        Sandbox.write(target.resolve("share/bash-completion/completions/prodgate"), "complete prodgate");
        Sandbox.write(target.resolve("share/man/man1/prodgate.1"), ".TH");

        make(0, "native", "0.1.0", target.toString(), "linux-x86_64");

        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        run(
                0,
                elsewhere,
                "tar",
                "-xzf",
                target.resolve("prodgate-0.1.0-linux-x86_64.tar.gz").toString());
        Path archive = elsewhere.resolve("prodgate-0.1.0-linux-x86_64");
        assertThat(run(0, elsewhere, archive.resolve("bin/prodgate").toString()))
                .isEqualTo("native\n");
        assertThat(archive.resolve("share/bash-completion/completions/prodgate"))
                .isNotEmptyFile();
        assertThat(archive.resolve("share/man/man1/prodgate.1")).isNotEmptyFile();
        for (String name : List.of("LICENSE", "NOTICE", "README.md")) {
            assertThat(archive.resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void anUnknownKindIsRefused() throws Exception {
        assertThat(make(2, "deb", "0.1.0", folder.resolve("target").toString()))
                .contains("'deb' is no kind of archive");
    }

    private String make(int exitCode, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = PACKAGES.resolve("make").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run(exitCode, folder, command);
    }

    private static String run(int exitCode, Path directory, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        Answer answer = Sandbox.answer(process);
        assertThat(answer.exitCode()).as(answer.out()).isEqualTo(exitCode);
        return answer.out();
    }
}
