package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.NeededProgram;
import io.prodgate.plan.PlanError;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppKindTest {
    @TempDir
    Path folder;

    private AppTrial trial;

    @BeforeEach
    void makeFlows() throws Exception {
        trial = new AppTrial(folder)
                .flow("note", "smoke", "slow")
                .flow("sign-up", "smoke")
                .flow("ticket");
    }

    @Test
    void anEntryIsAProofOfTheApkACheckForEachFlowAndAProofOfFreshUsers() throws Exception {
        List<BoundCheck> checks = trial.checks("{ apk: app.apk, flows: flows, fresh-user: true }");

        assertThat(checks)
                .extracting(check -> check.entry().id())
                .containsExactly("app-1.apk", "app-1.note", "app-1.sign-up", "app-1.ticket", "app-1.fresh-users");
        assertThat(checks.get(1).entry().needs()).containsExactly("app-1.apk");
        assertThat(checks.get(4).entry().needs()).containsExactly("app-1.note", "app-1.sign-up", "app-1.ticket");
        assertThat(checks).extracting(check -> check.check().queues()).containsExactly(false, true, true, true, false);
        assertThat(checks.get(1).entry().title()).contains("note");
    }

    @Test
    void tagsChooseFlowsByMaestrosTagsWhichBecomeTheTagsOfTheChecks() throws Exception {
        List<BoundCheck> checks = trial.checks("{ apk: app.apk, flows: flows, tags: [smoke], exclude-tags: [slow] }");

        assertThat(checks).extracting(check -> check.entry().id()).containsExactly("app-1.apk", "app-1.sign-up");
        assertThat(trial.checks("{ apk: app.apk, flows: flows }").get(1).entry().tags())
                .containsExactly("smoke", "slow");
    }

    @Test
    void aFlowIsToldWithDeviceOrderAndWhatBecomesOfTheData() throws Exception {
        BoundCheck flow = trial.checks("{ apk: app.apk, flows: flows, devices: 2, cost: { sign-up: 12 } }")
                .get(2);

        assertThat(flow.check().preview().requests())
                .containsExactly("maestro test sign-up.yaml on 2 devices; app data: cleared with pm clear before each"
                        + " flow (SKIP_DATA_CLEANUP is not set)");
        assertThat(flow.check().preview().writes())
                .containsExactly("what a user does in sign-up.yaml, about 12 requests");
        assertThat(flow.check().preview().targets()).hasSize(1);
        assertThat(trial.environment("SKIP_DATA_CLEANUP", "true")
                        .checks("{ apk: app.apk, flows: flows, devices: { serials: [a, b] } }")
                        .get(2)
                        .check()
                        .preview()
                        .requests())
                .containsExactly("maestro test sign-up.yaml on one of a, b; app data: kept, nothing is cleared"
                        + " (SKIP_DATA_CLEANUP is true)");
    }

    @Test
    void aMaestroByPathCountsFromThePlanAndByNameIsLeftToThePath() throws Exception {
        assertThat(trial.checks("{ apk: app.apk, flows: flows }"))
                .extracting(check -> check.check().programs())
                .containsExactly(List.of(), maestro("maestro"), maestro("maestro"), maestro("maestro"));
        assertThat(trial.checks("{ apk: app.apk, flows: flows, maestro: tools/maestro }")
                        .getLast()
                        .check()
                        .programs())
                .isEqualTo(
                        maestro(folder.toAbsolutePath().resolve("tools/maestro").toString()));
    }

    private static List<NeededProgram> maestro(String program) {
        return List.of(new NeededProgram(NeededProgram.Tool.MAESTRO, program));
    }

    @Test
    void aLookUpOfUsersIsToldAndWhereItGoes() throws Exception {
        List<BoundCheck> checks = trial.checks(
                "{ apk: app.apk, flows: flows, fresh-user: { look-up: { get: '/u/${output.A}', id: $.id } } }");

        assertThat(checks.getLast().check().preview().requests())
                .containsExactly(
                        "GET https://api.example.com/u/${output.A} × 3",
                        "compare the users of 3 flows, by $.id of GET https://api.example.com/u/${output.A}");
        assertThat(checks.getLast().check().preview().targets()).containsExactly(URI.create("https://api.example.com"));
        assertThat(checks.getLast().check().preview().writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1", "no", " true"})
    void anyOtherValueOfSkipDataCleanupIsAMistake(String value) throws Exception {
        assertThat(trial.environment("SKIP_DATA_CLEANUP", value).errors("{ apk: app.apk, flows: flows }"))
                .singleElement()
                .satisfies(error -> assertThat(error.message())
                        .isEqualTo("SKIP_DATA_CLEANUP is '" + value
                                + "' in the environment, and has to be true, false or not set"))
                .satisfies(error -> assertThat(error.at().line()).isEqualTo(8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        { apk: app.apk }                                                   | 'flows' is missing
        { apk: app.apk, flows: gone }                                      | there is no file or folder 'gone'
        { apk: app.apk, flows: flows, tags: [nightly] }                    | there is no flow to run that is left by tags: [nightly]
        { apk: app.apk, flows: flows, exclude-tags: [smoke, x], tags: slow } | there is no flow to run that is left by tags: [slow] and exclude-tags: [smoke, x]
        { apk: app.apk, flows: flows, devices: 0 }                         | expected a whole number from 1 to 64
        { apk: app.apk, flows: flows, devices: { count: 3, serials: [a] } } | 3 devices are wanted, and 1 are named
        { apk: app.apk, flows: flows, devices: { serials: [a, a] } }       | a device is named twice
        { apk: app.apk, flows: flows, env: { 1A: b } }                     | '1A' cannot be the name of a variable
        { apk: app.apk, flows: flows, fresh-user: { output: A, log: b } }  | say in one way where a flow's user is told
        { apk: app.apk, flows: flows, fresh-user: { log: '(' } }           | the regular expression is not valid
        { apk: app.apk, flows: flows, fresh-user: { log: a, look-up: { get: '/u/${output.A}', id: $.id } } } | say in one way where a flow's user is told
        { apk: app.apk, flows: flows, fresh-user: { look-up: { get: '/u/${output.A}' } } } | 'id' is missing
        { apk: app.apk, flows: flows, fresh-user: { look-up: { get: /u, id: $.id } } } | nothing in the look-up tells whose user it asks for
        { apk: app.apk, flows: flows, fresh-user: { look-up: { post: '/u/${output.A}', id: $.id } } } | 'post' has no place in a look-up, which only reads
        { apk: app.apk, flows: flows, fresh-user: { look-up: { get: '/u/${output.A}', id: $.id, capture: { a: $.b } } } } | 'capture' has no place in a look-up
        { apk: app.apk, flows: flows, fresh-user: { look-up: { get: '/u/${item.A}${output.A}', id: $.id } } } | ${item.A} has no value here
        { apk: app.apk, flows: flows, fresh-user: { look-up: { get: 'https://elsewhere.example.net/${output.A}', id: $.id } } } | 'elsewhere.example.net' is neither production's host nor one of its systems
        { apk: app.apk, flows: flows, env: { A: '${output.A}' } }          | ${output.A} has no value here
        { apk: app.apk, flows: flows, cleanup: wipe }                      | 'wipe' is not one of the words for this
        { apk: app.apk, flows: flows, flow-timeout: 0s }                   | 'flow-timeout' has to be longer than nothing
        { apk: app.apk, flows: flows, cost: { sign-upp: 3 } }              | the key 'sign-upp' is not known here
        { apk: app.apk, flows: flows, probe: 'a b' }                       | 'a b' is no path and no URL
        { apk: app.apk, flows: flows, device: 2 }                          | the key 'device' is not known here
        """)
    void mistakesAreToldWithTheirPlace(String entry, String message) throws Exception {
        assertThat(trial.errors(entry))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains(message))
                .satisfies(error -> assertThat(error.at().line()).isPositive());
    }

    @Test
    void whereNoFlowIsLeftTheTagsThatThereAreAreNamed() throws Exception {
        assertThat(trial.errors("{ apk: app.apk, flows: flows, tags: [nightly] }"))
                .singleElement()
                .extracting(PlanError::hint)
                .asString()
                .contains("slow, smoke");
    }

    @Test
    void namesOfFlowsBecomeIdsThatAreAllDifferentAndFreeOfWhatIdsMayNotHave() throws Exception {
        trial.flow("apk").flow("Ünder - way");

        assertThat(trial.checks("{ apk: app.apk, flows: flows }"))
                .extracting(check -> check.entry().id())
                .contains("app-1.apk", "app-1.apk-2")
                .allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9._-]+"))
                .doesNotHaveDuplicates();
    }
}
