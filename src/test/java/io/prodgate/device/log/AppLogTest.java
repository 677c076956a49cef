package io.prodgate.device.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.DeviceLog;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppLogTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String SHOP = "com.example.shop";

    private final AppLog log = log(Duration.ZERO, 4321);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "okhttp.OkHttpClient|<-- 200 OK https://api.example.com/tickets?page=2 (123ms, 45-byte"
                        + " body)|200|https://api.example.com/tickets?page=2",
                "okhttp.OkHttpClient|<-- 503 https://api.example.com/tickets"
                        + " (12ms)|503|https://api.example.com/tickets",
                "Volley|[52] NetworkUtility.shouldRetryException: Unexpected response code 500 for"
                        + " https://api.example.com/x|500|https://api.example.com/x",
                "Volley|[1] c.b: HTTP response for request=<[ ] https://a.example.com/y 0x1 NORMAL 1> [lifetime=3002],"
                        + " [size=2], [rc=429], [retryCount=0]|429|https://a.example.com/y",
                "System.err|retrofit2.HttpException: HTTP 429 Too Many Requests|429|",
                "ReactNativeJS|Sign-up failed: [AxiosError: Request failed with status code 403]|403|",
                "flutter|DioException [bad response]: This exception was thrown because the response has a status code"
                        + " of 404 and RequestOptions.validateStatus|404|",
                "flutter|DioError [DioErrorType.response]: Http status error [502]|502|",
                "flutter|statusCode: 401|401|",
                "flutter|╔╣ Response ║ GET ║ Status: 200 OK  ║ Time: 120 ms|200|",
                "chromium|[INFO:CONSOLE(1)] \"Failed to load resource: the server responded with a status of 503"
                        + " ()\"|503|",
                "HttpClient|RESPONSE: 401 Unauthorized|401|",
                "AndroidRuntime|io.ktor.client.plugins.ServerResponseException: Server error(GET"
                        + " https://api.example.com/z: 500 Internal Server Error|500|https://api.example.com/z",
                "System.err|java.io.IOException: Server returned HTTP response code: 503 for URL:"
                        + " https://api.example.com/w|503|https://api.example.com/w",
                "Tickets|<-- 201 https://tickets.example.com/api/users"
                        + " (31ms)|201|https://tickets.example.com/api/users",
            })
    void answersAreReadInTheFormatsOfTheCommonClients(String tag, String text, int status, String url) {
        take(tag, 'I', 4321, text);
        assertThat(result().answers()).singleElement().satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.url().orElse(null)).isEqualTo(url);
            assertThat(answer.at()).isEqualTo(NOON);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loaded 200 tickets in 404 ms",
                "order 503 is ready",
                "--> POST https://api.example.com/tickets/500",
                "Choreographer: Skipped 404 frames!",
                "https://api.example.com/status/503 is the page of that name",
            })
    void aNumberAloneIsNoStatus(String text) {
        take("Tickets", 'I', 4321, text);
        assertThat(result().answers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<-- HTTP FAILED: java.net.UnknownHostException: Unable to resolve host \"api.example.com\": No"
                        + " address associated with hostname",
                "javax.net.ssl.SSLHandshakeException: java.security.cert.CertPathValidatorException: Trust anchor for"
                        + " certification path not found.",
                "[TypeError: Network request failed]",
                "HandshakeException: Handshake error in client (OS Error: CERTIFICATE_VERIFY_FAILED: certificate has"
                        + " expired)",
                "SocketException: Failed host lookup: 'api.example.com' (OS Error: No address associated with"
                        + " hostname, errno = 7)",
                "java.net.ConnectException: Failed to connect to api.example.com/203.0.113.5:443",
                "Exception in CronetUrlRequest: net::ERR_NAME_NOT_RESOLVED, ErrorCode=1, InternalErrorCode=-105,"
                        + " Retryable=false",
                "java.net.SocketTimeoutException: failed to connect to /203.0.113.5 (port 443) after 10000ms",
                "java.io.IOException: unexpected end of stream on https://api.example.com/...",
                "CLEARTEXT communication to api.example.com not permitted by network security policy",
                "com.android.volley.TimeoutError",
            })
    void connectionTroublesAreToldApart(String text) {
        take("App", 'W', 4321, text);
        assertThat(result().troubles()).extracting(DeviceLog.Line::text).containsExactly(text);
        assertThat(result().lines()).isEmpty();
    }

    @Test
    void onlyTheAppsOwnCrashCounts() {
        take("AndroidRuntime", 'E', 900, "FATAL EXCEPTION: main");
        take("AndroidRuntime", 'E', 900, "Process: com.android.launcher3, PID: 900");
        take("AndroidRuntime", 'E', 900, "java.lang.NullPointerException");
        assertThat(result().crash()).isEmpty();
        take("AndroidRuntime", 'E', 4321, "FATAL EXCEPTION: OkHttp Dispatcher");
        take("AndroidRuntime", 'E', 4321, "Process: com.example.shop, PID: 4321");
        take("AndroidRuntime", 'E', 4321, "java.lang.IllegalStateException: no ticket");
        take("AndroidRuntime", 'E', 4321, "\tat com.example.shop.Main.open(Main.java:42)");
        take("Process", 'I', 4321, "Sending signal. PID: 4321 SIG: 9");
        assertThat(result().crash().orElse("")).isEqualTo("""
            FATAL EXCEPTION: OkHttp Dispatcher
            Process: com.example.shop, PID: 4321
            java.lang.IllegalStateException: no ticket
            \tat com.example.shop.Main.open(Main.java:42)\
            """);
    }

    @Test
    void aCrashHasTheTimeOfItsFirstLineByOurClock() {
        AppLog ahead = log(Duration.ofSeconds(90), 4321);
        ahead.take(line(NOON.plusSeconds(100), "AndroidRuntime", 'E', 4321, "FATAL EXCEPTION: main"));
        ahead.take(line(NOON.plusSeconds(101), "AndroidRuntime", 'E', 4321, "Process: com.example.shop, PID: 4321"));
        ahead.take(line(NOON.plusSeconds(140), "Process", 'I', 4321, "Sending signal. PID: 4321 SIG: 9"));

        assertThat(ahead.result("emulator-5554", NOON, true).crashed()).contains(NOON.plusSeconds(10));
        assertThat(result().crashed()).isEmpty();
    }

    @Test
    void aCrashInAnotherProcessOfTheAppIsItsOwnAndOneOfASimilarNameIsNot() {
        take("AndroidRuntime", 'E', 700, "FATAL EXCEPTION: main");
        take("AndroidRuntime", 'E', 700, "Process: com.example.shopping, PID: 700");
        assertThat(result().crash()).isEmpty();
        take("AndroidRuntime", 'E', 701, "FATAL EXCEPTION: main");
        take("AndroidRuntime", 'E', 701, "Process: com.example.shop:push, PID: 701");
        assertThat(result().crash()).isPresent();
    }

    @Test
    void anAnrIsReadFromTheSystemAndThatOfAnotherAppPassedOver() {
        take("ActivityManager", 'E', 512, "ANR in com.android.systemui");
        take("ActivityManager", 'E', 512, "PID: 800");
        assertThat(result().crash()).isEmpty();
        take("ActivityManager", 'E', 512, "ANR in com.example.shop (com.example.shop/.MainActivity)");
        take("ActivityManager", 'E', 512, "PID: 4321");
        take("ActivityManager", 'E', 512, "Reason: Input dispatching timed out");
        take("ActivityManager", 'E', 512, "CPU usage from 0ms to 5000ms ago");
        assertThat(result().crash().orElse("")).isEqualTo("""
            ANR in com.example.shop (com.example.shop/.MainActivity)
            PID: 4321
            Reason: Input dispatching timed out\
            """);
    }

    @Test
    void aSignalInNativeCodeIsACrash() {
        take("DEBUG", 'F', 6000, "*** *** *** *** *** *** *** ***");
        take("DEBUG", 'F', 6000, "pid: 4321, tid: 4330, name: RenderThread  >>> com.example.shop <<<");
        take("DEBUG", 'F', 6000, "signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0");
        assertThat(result().crash().orElse("")).contains(">>> com.example.shop <<<", "SIGSEGV");
    }

    @Test
    void linesBeforeItIsKnownWhoseTheyAreAreKept() {
        AppLog unknown = log(Duration.ZERO);
        unknown.take(line("okhttp.OkHttpClient", 'I', 55, "<-- 500 https://api.example.com/ (3ms)"));
        unknown.take(line("okhttp.OkHttpClient", 'I', 56, "<-- 502 https://other.example.com/ (3ms)"));
        assertThat(unknown.result("emulator-5554", NOON, true).answers()).isEmpty();
        unknown.take(line("ActivityManager", 'I', 512, "Start proc 55:com.example.shop/u0a190 for top-activity"));
        assertThat(unknown.result("emulator-5554", NOON, true).answers())
                .extracting(DeviceLog.Answer::status)
                .containsExactly(500);
    }

    @Test
    void whatTheSystemSaysOfTheAppsEndIsKept() {
        take("ActivityManager", 'I', 512, "Process com.example.shop (pid 4321) has died: fg  TOP");
        take("ActivityManager", 'I', 512, "Process com.example.shopping (pid 11) has died: fg  TOP");
        take("lowmemorykiller", 'I', 200, "Kill 'com.example.shop' (4321), uid 10190, oom_score_adj 0");
        take("ActivityManager", 'I', 512, "Displayed com.example.shop/.MainActivity: +1s");
        assertThat(result().lines())
                .extracting(DeviceLog.Line::tag)
                .containsExactly("ActivityManager", "lowmemorykiller");
    }

    @Test
    void warningsOfTheAppAreKeptAndThoseOfOthersAreNot() {
        take("Tickets", 'W', 4321, "slow");
        take("Tickets", 'D', 4321, "chatter");
        take("Other", 'E', 4322, "not ours");
        assertThat(result().lines()).extracting(DeviceLog.Line::text).containsExactly("slow");
    }

    @Test
    void whatSomebodyLooksForIsFoundInLinesOfTheAppAtAnyLevel() {
        take("Tickets", 'D', 4321, "user=u-1");
        take("Other", 'I', 77, "user=u-2");
        take("Tickets", 'V', 4321, "user=u-3");
        assertThat(log.matches()).containsExactly("u-1", "u-3");
    }

    @Test
    void timesAreByOurClock() {
        AppLog ahead = log(Duration.ofMinutes(3), 4321);
        ahead.take(line("Tickets", 'W', 4321, "slow"));
        assertThat(ahead.result("emulator-5554", NOON, true).lines())
                .extracting(DeviceLog.Line::at)
                .containsExactly(NOON.minus(Duration.ofMinutes(3)));
    }

    @Test
    void whatIsKeptIsBoundedAndTheLastOfItStays() {
        for (int i = 0; i < 5000; i++) {
            take("Tickets", 'W', 4321, "line " + i + "x".repeat(1000));
            take("Noise", 'E', 10_000 + i, "noise");
        }
        DeviceLog result = result();
        assertThat(result.lines())
                .hasSizeLessThanOrEqualTo(60)
                .allSatisfy(line -> assertThat(line.text()).hasSizeLessThan(500));
        assertThat(result.lines().getLast().text()).startsWith("line 4999");
    }

    @Test
    void whatIsNoLineOfALogIsPassedOver() {
        log.take("--------- beginning of main");
        log.take("");
        log.take("99999999999999999999.123 1 1 E x: y");
        log.take("13-45 12:00:00.000  4321  4321 E Tickets : no such day");
        assertThat(result().lines()).isEmpty();
    }

    private void take(String tag, char level, int process, String text) {
        log.take(line(tag, level, process, text));
    }

    private static String line(String tag, char level, int process, String text) {
        return line(NOON, tag, level, process, text);
    }

    private static String line(Instant at, String tag, char level, int process, String text) {
        return "%d.000 %5d %5d %c %-8s: %s".formatted(at.getEpochSecond(), process, process, level, tag, text);
    }

    private static AppLog log(Duration skew, Integer... running) {
        return new AppLog(
                SHOP,
                new LogLine.Reader(NOON, ZoneOffset.UTC),
                skew,
                Set.of(running),
                text -> text.startsWith("user=") ? Optional.of(text.substring(5)) : Optional.empty());
    }

    private DeviceLog result() {
        return log.result("emulator-5554", NOON, true);
    }
}
