package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.device.maestro.Workspace.Wanted;
import io.prodgate.plan.PlanErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
    @TempDir
    Path folder;

    private final PlanErrors errors = new PlanErrors();

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path flow(String path, String header) throws IOException {
        return write(path, "appId: com.example.shop\n" + header + "\n---\n- launchApp\n- assertVisible: Welcome\n");
    }

    private Optional<Workspace> read(Wanted wanted) {
        return Workspace.read(wanted, errors);
    }

    private Optional<Workspace> read() {
        return read(new Wanted(List.of(folder), Optional.empty(), List.of(), List.of()));
    }

    private Optional<Workspace> read(List<String> include, List<String> exclude) {
        return read(new Wanted(List.of(folder), Optional.empty(), include, exclude));
    }

    private List<String> names(Optional<Workspace> workspace) {
        assertThat(errors.all()).isEmpty();
        return workspace.orElseThrow().flows().stream().map(Flow::name).toList();
    }

    private String onlyError() {
        assertThat(errors.all()).hasSize(1);
        return errors.all().getFirst().toString().replace(folder + "/", "");
    }

    @Test
    void withoutAConfigurationTheFilesOfTheFolderItselfAreTheFlows() throws IOException {
        flow("b.yaml", "name: Second");
        flow("a.yml", "");
        flow("sub/c.yaml", "");
        write("notes.txt", "no flow");
        assertThat(names(read())).containsExactly("a", "Second");
    }

    @Test
    void aFlowKnowsItsFileItsPathItsPackageAndItsTags() throws IOException {
        write("config.yaml", "flows: ['**/*']\n");
        Path file = flow("shop/buy.yaml", "name: Buy\ntags: [smoke, money]\nproperties: {priority: high}");
        Flow flow = read().orElseThrow().flows().getFirst();
        assertThat(flow)
                .isEqualTo(new Flow(
                        "Buy",
                        file,
                        "shop/buy.yaml",
                        "com.example.shop",
                        List.of("smoke", "money"),
                        Optional.empty(),
                        2));
    }

    @Test
    void commandsAreCountedWithThoseInsideOfOthers() throws IOException {
        Path file = flow("a.yaml", "onFlowStart:\n- clearState");
        Files.writeString(file, Files.readString(file) + """
            - repeat:
                times: 3
                commands:
                - tapOn: More
                - runFlow:
                    when: { visible: Done }
                    commands: [back]
            """);
        assertThat(read().orElseThrow().flows().getFirst().commands())
                .as("a hook's, two, and repeat, tapOn, runFlow, back")
                .isEqualTo(7);
    }

    @Test
    void patternsOfTheConfigurationDecideAndSubflowsDoNotRunUnlessMatched() throws IOException {
        write("config.yml", "flows:\n  - '*'\n  - checkout/**\n");
        flow("top.yaml", "");
        flow("checkout/pay.yaml", "");
        flow("checkout/deep/refund.yaml", "");
        flow("subflows/login.yaml", "");
        assertThat(names(read())).containsExactly("refund", "pay", "top");
    }

    @Test
    void tagsOfThePlanAndOfTheConfigurationAreAddedUp() throws IOException {
        write("config.yaml", "includeTags: [smoke]\nexcludeTags: [slow]\n");
        flow("a.yaml", "tags: [smoke]");
        flow("b.yaml", "tags: [smoke, slow]");
        flow("c.yaml", "tags: [release]");
        flow("d.yaml", "");
        flow("e.yaml", "tags: [release, broken]");
        assertThat(names(read(List.of("release"), List.of("broken")))).containsExactly("a", "c");
    }

    @Test
    void tagsThatNothingHasAreAMistakeThatNamesThoseThereAre() throws IOException {
        flow("a.yaml", "tags: [smoke]");
        assertThat(read(List.of("smok"), List.of())).isEmpty();
        assertThat(onlyError()).contains("no flow has the tags").contains("[smoke]");
    }

    @Test
    void aFileThatIsNamedAloneRunsWhateverItsTags() throws IOException {
        Path file = flow("a.yaml", "tags: [slow]");
        write("config.yaml", "excludeTags: [slow]\n");
        Wanted wanted = new Wanted(List.of(file), Optional.empty(), List.of(), List.of("slow"));
        assertThat(names(read(wanted))).containsExactly("a");
    }

    @Test
    void severalFilesAreFilteredByTheTagsOfThePlan() throws IOException {
        Path a = flow("a.yaml", "tags: [slow]");
        Path b = flow("b.yaml", "");
        assertThat(names(read(new Wanted(List.of(a, b), Optional.empty(), List.of(), List.of("slow")))))
                .containsExactly("b");
    }

    @Test
    void theExecutionOrderComesFirstAndKeepsItsOrder() throws IOException {
        write("config.yaml", "executionOrder:\n  continueOnFailure: false\n  flowsOrder: [Sign up, buy]\n");
        flow("a.yaml", "");
        flow("buy.yaml", "");
        flow("z.yaml", "name: Sign up");
        assertThat(names(read())).containsExactly("Sign up", "buy", "a");
        assertThat(read().orElseThrow().flows().stream().map(Flow::sequence))
                .containsExactly(
                        Optional.of(new Flow.Place(0, false)), Optional.of(new Flow.Place(1, false)), Optional.empty());
    }

    @Test
    void aSequenceGoesOnAfterAFailureUnlessToldOtherwise() throws IOException {
        write("config.yaml", "executionOrder:\n  flowsOrder:\n    - a\n");
        flow("a.yaml", "");
        assertThat(read().orElseThrow().flows().getFirst().sequence()).contains(new Flow.Place(0, true));
    }

    @Test
    void aFlowOfTheExecutionOrderThatIsNotThereIsAMistakeAtItsLine() throws IOException {
        write("config.yaml", "executionOrder:\n  flowsOrder:\n    - sign-up\n    - by\n");
        flow("sign-up.yaml", "");
        flow("buy.yaml", "");
        assertThat(read()).isEmpty();
        assertThat(onlyError()).startsWith("config.yaml:4:7").contains("did you mean 'buy'?");
    }

    @Test
    void aSequenceMayEndEarlyByItsTagsButHasNoGaps() throws IOException {
        write("config.yaml", "executionOrder:\n  flowsOrder: [a, b]\n");
        flow("a.yaml", "tags: [smoke]");
        flow("b.yaml", "");
        assertThat(names(read(List.of("smoke"), List.of()))).containsExactly("a");
        write("config.yaml", "executionOrder:\n  flowsOrder: [b, a]\n");
        assertThat(read(List.of("smoke"), List.of())).isEmpty();
        assertThat(onlyError()).startsWith("config.yaml:2:16").contains("'b'").contains("gap");
    }

    @Test
    void whatElseTheConfigurationSaysIsForMaestro() throws IOException {
        write(
                "config.yaml",
                "flows: ['*']\ntestOutputDir: out\nplatform:\n  android:\n    disableAnimations: true\n"
                        + "notifications: {email: {recipients: ['0123']}}\n");
        flow("a.yaml", "");
        assertThat(read().orElseThrow().settings())
                .hasToString("{\"platform\":{\"android\":{\"disableAnimations\":true}},"
                        + "\"notifications\":{\"email\":{\"recipients\":[\"0123\"]}}}");
    }

    @Test
    void filesWhoseNameEndsInConfigAreFlowsOnlyIfTheyLookLikeOne() throws IOException {
        write("ci-config.yaml", "includeTags: [smoke]\n");
        flow("app-config.yaml", "");
        flow("config.yml", "");
        assertThat(names(read())).containsExactly("app-config");
    }

    @Test
    void twoFlowsOfOneNameAreAMistakeWithBothPlaces() throws IOException {
        flow("a.yaml", "name: Login");
        flow("b.yaml", "name: Login");
        assertThat(read()).isEmpty();
        assertThat(onlyError()).startsWith("b.yaml:2:7").contains("'Login'").contains("a.yaml:2:7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: X|has no list of commands",
                "- launchApp|has no header",
                "name: X\\n---\\n- launchApp|no 'appId'",
                "appId: a.b\\n---\\nlaunchApp: x|has no list of commands",
                "appId: a.b\\n---\\n[]|no commands",
                "appId: a.b\\ntags: smoke\\n---\\n- launchApp|list of texts",
                "appId: a.b\\n---\\n- tapOnn: Send|did you mean 'tapOn'?",
                "appId: a.b\\n---\\n- tapOn: Send\\n  optional: true|stands beside the command 'tapOn'",
                "appId: a.b\\n---\\n- tapOn:|nothing behind it",
                "appId: a.b\\n---\\n- runFlow: nowhere.yaml|there is no file",
                "appId: a.b\\n---\\n- runFlow: {file: nowhere.yaml}|there is no file",
                "appId: a.b\\n---\\n- runScript: nowhere.js|there is no file",
                "appId: a.b\\n---\\n- tapOn: \"Send|not YAML",
                "appId: a.b\\n---\\n- repeat: {times: 2, commands: [asertVisible: X]}|did you mean 'assertVisible'?",
                "appId: a.b\\nonFlowStart: [tapOnn: X]\\n---\\n- launchApp|did you mean 'tapOn'?",
            })
    void whatMakesMaestroRefuseAllFlowsIsToldWithItsPlace(String text, String message) throws IOException {
        write("a.yaml", text.replace("\\n", "\n"));
        flow("b.yaml", "");
        assertThat(read()).isEmpty();
        assertThat(onlyError()).matches("(?s)a\\.yaml:\\d+:\\d+: .*").contains(message);
    }

    @Test
    void aMistakeInASubflowIsFoundToo() throws IOException {
        write("a.yaml", "appId: a.b\n---\n- runFlow:\n    file: sub/login.yaml\n");
        write("sub/login.yaml", "appId: a.b\n---\n- inputTextt: x\n");
        assertThat(read()).isEmpty();
        assertThat(onlyError()).startsWith("sub/login.yaml:3:3").contains("inputText");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- someCommandOfTomorrow: {x: 1}",
                "- runFlow: ${FILE}",
                "- runFlow:\n    when: {visible: X}\n    commands:\n      - tapOn: X",
                "- tapOn: {text: A, text: B}",
                "- evalScript: ${output.x = 1}",
                "- !!str launchApp",
                "- runFlow: a.yaml",
                "- back",
            })
    void whatMaestroMayTakeIsLeftToIt(String commands) throws IOException {
        write("a.yaml", "appId: ${APP_ID}\nenv: {A: b}\n---\n" + commands + "\n");
        assertThat(names(read())).containsExactly("a");
    }

    @Test
    void aPatternThatIsNoneIsAMistakeAtItsPlace() throws IOException {
        write("config.yaml", "flows:\n  - '[a'\n");
        flow("a.yaml", "");
        assertThat(read()).isEmpty();
        assertThat(onlyError()).startsWith("config.yaml:2:5");
    }

    @Test
    void aFolderWithoutFlowsSaysWhereMaestroLooks() throws IOException {
        flow("sub/a.yaml", "");
        assertThat(read()).isEmpty();
        assertThat(onlyError()).contains("without 'flows:' in config.yaml");
    }

    @Test
    void aFolderThatIsNotThereIsAMistake() {
        assertThat(read(new Wanted(List.of(folder.resolve("nowhere")), Optional.empty(), List.of(), List.of())))
                .isEmpty();
        assertThat(onlyError()).contains("no such folder");
    }

    @Test
    void aNamedConfigurationTakesThePlaceOfTheFolders() throws IOException {
        write("config.yaml", "flows: [never/*]\n");
        Path ci = write("ci.yaml", "includeTags: [smoke]\n");
        flow("a.yaml", "tags: [smoke]");
        flow("b.yaml", "");
        assertThat(names(read(new Wanted(List.of(folder), Optional.of(ci), List.of(), List.of()))))
                .containsExactly("a");
    }
}
