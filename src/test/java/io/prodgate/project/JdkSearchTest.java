package io.prodgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.project.Sandbox.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which JDK {@code .mvn/jdk.sh} finds, seen through {@code ./mvnw}. */
class JdkSearchTest {
    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void scriptsWithMaven() throws Exception {
        sandbox = new Sandbox(folder.toRealPath());
        sandbox.maven();
    }

    private Answer mvnw(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = sandbox.project.resolve("mvnw").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return sandbox.run(sandbox.root, command);
    }

    private void assertChosen(Path jdk) {
        Answer answer = mvnw("verify");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exitCode()).isZero();
        assertThat(sandbox.calls())
                .last()
                .asString()
                .startsWith("maven with " + jdk + ":")
                .endsWith(" verify");
    }

    private Path system(String path) {
        return sandbox.root.resolve("system").resolve(path);
    }

    @Test
    void ofSeveralInstalled25IsChosen() {
        sandbox.jdk(system("usr/lib/jvm/jdk-17"), "17.0.15");
        sandbox.jdk(system("usr/lib/jvm/jdk-27"), "27-ea");
        Path jdk25 = sandbox.jdk(system("opt/jdk-25"), "25.0.3");

        assertChosen(jdk25);
    }

    @Test
    void without25TheNewestIsChosen() {
        sandbox.jdk(system("usr/lib/jvm/a-26"), "26.0.1");
        Path newest = sandbox.jdk(system("usr/lib/jvm/b-28"), "28");
        sandbox.jdk(system("usr/lib/jvm/c-27"), "27.0.2");

        assertChosen(newest);
    }

    @Test
    void javaHomeIsTakenIfItIsNewEnough() {
        sandbox.jdk(system("usr/lib/jvm/jdk-25"), "25.0.3");
        Path chosenByUser = sandbox.jdk(sandbox.root.resolve("my own jdk"), "26");
        sandbox.set("JAVA_HOME", chosenByUser.toString());

        assertChosen(chosenByUser);
    }

    @Test
    void anOldJavaHomeIsPassedOver() {
        Path jdk25 = sandbox.jdk(system("usr/lib/jvm/jdk-25"), "25.0.3");
        sandbox.set(
                "JAVA_HOME",
                sandbox.jdk(sandbox.root.resolve("old"), "1.8.0_402").toString());

        assertChosen(jdk25);
    }

    @Test
    void theJavaOnPathIsFollowedThroughLinks() throws Exception {
        Path jdk = sandbox.jdk(sandbox.root.resolve("elsewhere/jdk 25"), "25");
        Files.createDirectories(sandbox.root.resolve("alternatives"));
        Sandbox.link(sandbox.root.resolve("alternatives/java"), jdk.resolve("bin/java"));
        Sandbox.link(sandbox.tools.resolve("java"), Path.of("../alternatives/java"));

        // The links are put together as they are written: the same folder, by another name.
        Answer answer = mvnw("verify");
        assertThat(answer.exitCode()).isZero();
        assertThat(sandbox.calls().getLast()).contains("elsewhere/jdk 25:");
    }

    @Test
    void versionManagersAndMacFoldersAreKnown() {
        for (String place : new String[] {
            "system/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
            "system/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
            "my home/.sdkman/candidates/java/25-tem",
            "my home/.jdks/temurin-25",
            "my home/.asdf/installs/java/temurin-25",
            "my home/.local/share/mise/installs/java/25",
        }) {
            Path jdk = sandbox.jdk(sandbox.root.resolve(place), "25.0.1");
            assertChosen(jdk);
            Sandbox.write(jdk.resolve("release"), "JAVA_VERSION=\"21\"\n");
        }
    }

    @Test
    void aJreIsNotEnough() throws Exception {
        Path jre = sandbox.jdk(system("usr/lib/jvm/jre-25"), "25");
        Files.delete(jre.resolve("bin/javac"));

        Answer answer = mvnw("verify");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(sandbox.calls()).isEmpty();
    }

    @Test
    void withoutOneItSaysWhatIsMissingAndHowToGetIt() {
        sandbox.set(
                "JAVA_HOME", sandbox.jdk(sandbox.root.resolve("old"), "17.0.15").toString());

        Answer answer = mvnw("verify");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("no JDK 25 or newer found")
                .contains(sandbox.root.resolve("old") + ": a JDK 17.0.15, too old")
                .contains("brew install openjdk@25")
                .contains("sdk install java 25-tem");
    }

    @Test
    void aWrongProdgateJavaHomeIsAnErrorEvenIfAnotherWouldDo() {
        sandbox.jdk(system("usr/lib/jvm/jdk-25"), "25.0.3");
        sandbox.set("PRODGATE_JAVA_HOME", "/nowhere");

        Answer answer = mvnw("verify");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("PRODGATE_JAVA_HOME is /nowhere");
    }

    @Test
    void withoutMavenItSaysHowToGetIt() throws Exception {
        Files.delete(sandbox.tools.resolve("mvn"));
        sandbox.jdk(system("usr/lib/jvm/jdk-25"), "25.0.3");

        Answer answer = mvnw("verify");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("no mvn").contains("apt-get install maven");
    }
}
