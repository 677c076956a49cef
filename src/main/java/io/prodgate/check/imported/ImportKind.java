package io.prodgate.check.imported;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.check.results.ExpectedResults;
import io.prodgate.check.results.FilePattern;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The kind {@code import}: JUnit and CTRF files of earlier stages of the pipeline. */
@Singleton
public final class ImportKind implements CheckKind {
    private static final Duration DEFAULT_AGE = Duration.ofHours(24);

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        List<FilePattern> files = FilePattern.read(own, "files", plan.file());
        Optional<Keys> expect = ExpectedResults.keys(own);
        ExpectedResults expected = expect.map(ExpectedResults::read).orElseGet(ExpectedResults::standard);
        expect.ifPresent(Keys::done);
        Duration age = own.duration("max-age").orElse(DEFAULT_AGE);
        own.done();
        return List.of(new BoundCheck(
                entry,
                new ImportCheck(
                        entry.at(), files, expected, age, plan.production().revision())));
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-import");
    }
}
