package io.prodgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.journal.Entry;
import io.prodgate.journal.Event;
import io.prodgate.journal.Fold;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.report.html.HtmlReport;
import io.prodgate.report.html.View;
import io.prodgate.verdict.Judge;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReportTest {
    @Test
    void the_policy_allows_the_pages_own_style_and_script_and_nothing_else() throws NoSuchAlgorithmException {
        String page = new HtmlReport().text(Judge.judge(SampleRuns.notApproved()));

        assertThat(page)
                .contains("content=\"default-src 'none'; style-src 'sha256-" + sha256(only("style", page))
                        + "'; script-src 'sha256-" + sha256(only("script", page))
                        + "'; img-src data:; base-uri 'none'; form-action 'none'\"")
                .doesNotContain("<link", "<img", " style=", "@import", "url(")
                .doesNotContainPattern("<[^>]* on[a-z]+=");
    }

    /** What stands in the only element of this kind. */
    private static String only(String element, String page) {
        List<MatchResult> all = Pattern.compile("(?s)<%1$s>(.*?)</%1$s>".formatted(element))
                .matcher(page)
                .results()
                .toList();
        assertThat(all).hasSize(1);
        return all.getFirst().group(1);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    @Test
    void text_from_outside_is_escaped_and_no_dangerous_link_is_made() {
        String page = new HtmlReport().text(Judge.judge(SampleRuns.hostile()));

        assertThat(page).doesNotContain("<script>alert", "href=\"javascript", "href=\"http");
        assertThat(page.codePoints()).noneMatch(point -> point != '\n' && point != '\t' && Plain.unsafe(point));
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "{#if}");
    }

    @Test
    void of_a_run_whose_clock_was_set_back_is_said_that_nobody_knows_how_long_it_took() {
        Instant noon = Instant.parse("2026-01-02T12:00:00Z");
        RunHead head = SampleRuns.approved().head();
        RunResult run = Fold.of(List.of(
                new Entry(1, noon, new Event.RunStarted(head)),
                new Entry(2, noon.minusSeconds(90), new Event.RunFinished())));

        assertThat(run.duration()).isZero();
        assertThat(new HtmlReport().text(Judge.judge(run)))
                .contains("<dt>Took</dt><dd>not known: the machine&#39;s clock was set back</dd>");
    }

    @Test
    void a_run_of_ten_thousand_checks_makes_a_page_that_can_be_opened() {
        String page = new HtmlReport().text(Judge.judge(SampleRuns.large(10_000)));

        assertThat(page.length()).isLessThan(6_000_000);
        assertThat(page).contains("check-9999", "800 more findings are listed below by stage");
    }

    @Test
    void the_screen_of_a_failed_flow_is_in_the_page_and_linked(@TempDir Path folder) throws IOException {
        byte[] picture = png(500);
        write(folder, picture);
        String page = new HtmlReport(folder).text(Judge.judge(SampleRuns.flows()));

        assertThat(page)
                .contains("<img src=\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(picture) + "\"")
                .contains("href=\"artifacts/app.ticket/2/Open%20a%20ticket/screenshots/step-004-tapOn.png\"")
                .contains("&lt;-- 503 https://api.example.com/tickets (1209ms)");
    }

    @Test
    void what_is_no_picture_or_too_large_or_elsewhere_is_only_linked(@TempDir Path folder) throws IOException {
        write(folder, "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8));
        assertThat(new HtmlReport(folder).text(Judge.judge(SampleRuns.flows()))).doesNotContain("<img");

        write(folder, png(2_000_000));
        assertThat(new HtmlReport(folder).text(Judge.judge(SampleRuns.flows()))).doesNotContain("<img");

        Path elsewhere = Files.write(folder.resolve("elsewhere.png"), png(100));
        Files.delete(folder.resolve(SampleFlows.SCREEN));
        Files.createSymbolicLink(folder.resolve(SampleFlows.SCREEN), elsewhere);
        assertThat(new HtmlReport(folder).text(Judge.judge(SampleRuns.flows()))).doesNotContain("<img");
    }

    private static void write(Path folder, byte[] bytes) throws IOException {
        Path file = folder.resolve(SampleFlows.SCREEN);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] png(int size) {
        byte[] start = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        return Arrays.copyOf(start, size);
    }

    @Test
    void every_record_the_templates_read_is_registered_for_the_native_image() {
        assertThat(Arrays.stream(View.class.getDeclaredClasses()))
                .isNotEmpty()
                .allMatch(view -> view.isAnnotationPresent(RegisterForReflection.class));
    }
}
