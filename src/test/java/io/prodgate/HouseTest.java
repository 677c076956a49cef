package io.prodgate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.prodgate.plan.Plan;
import java.net.URL;
import org.junit.jupiter.api.Test;

class HouseTest {
    @Test
    void theHouseKeepsItsRules() {
        URL productWithoutTests =
                Plan.class.getProtectionDomain().getCodeSource().getLocation();
        JavaClasses product = new ClassFileImporter().importUrl(productWithoutTests);

        assertThat(product).as("classes found").hasSizeGreaterThan(50);
        assertThat(new HouseRules("io.prodgate").brokenBy(product)).isEmpty();
    }

    /** The classes under {@code io.prodgate.house} each break one rule: a rule that held for them would be no rule. */
    @Test
    void aHouseThatBreaksTheRulesIsFound() {
        JavaClasses broken = new ClassFileImporter().importPackages("io.prodgate.house");

        assertThat(new HouseRules("io.prodgate.house").brokenBy(broken))
                .containsOnlyKeys(
                        "arrow of evidence",
                        "arrow of plan",
                        "every class lives in a known room",
                        "every package is null-marked",
                        "no cycles between rooms",
                        "no field injection",
                        "no java.util.logging",
                        "no kind of check knows another",
                        "only cli, report and demo print",
                        "only evidence.Time sleeps")
                .hasEntrySatisfying(
                        "arrow of plan", report -> assertThat(report).contains("KnowsEvidence", "may know only []"))
                .hasEntrySatisfying(
                        "only evidence.Time sleeps",
                        report -> assertThat(report).contains("Sleeps").doesNotContain("house.evidence.Time.sleep()"))
                .hasEntrySatisfying(
                        "only cli, report and demo print",
                        report ->
                                assertThat(report).contains("house.plan.Prints").doesNotContain("MayPrint"));
    }
}
