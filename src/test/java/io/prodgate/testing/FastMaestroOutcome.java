package io.prodgate.testing;

import io.prodgate.testing.FastMaestroDirective.Kind;
import java.util.Optional;

/**
 * How a flow of {@link FastMaestro} ends, in the shapes that Maestro 2.10.0 was recorded with.
 *
 * @param failure what the report says; empty if the flow passed
 * @param stepStatus of the step that decided: {@code COMPLETED}, {@code FAILED}, or {@code RUNNING} if it never ended
 * @param stepError {@code metadata.error.message} of that step
 * @param atLaunch whether that step is the launch of the app
 * @param crash the exception of a crashed app
 * @param dialog the text of a system dialog on the screen
 * @param picture whether the device could still be asked for a screenshot and the screen hierarchy
 * @param log whether the device could still be asked for its log
 */
record FastMaestroOutcome(
        Optional<String> failure,
        String stepStatus,
        Optional<String> stepError,
        boolean atLaunch,
        Optional<String> crash,
        Optional<String> dialog,
        boolean picture,
        boolean log) {
    private static final String ASSERTION = "Assertion is false: \"Done\" is visible";
    private static final String UNKNOWN = "Unknown error";

    static FastMaestroOutcome passed() {
        return new FastMaestroOutcome(
                Optional.empty(),
                "COMPLETED",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                true);
    }

    /** How the directive makes a flow end on the device. */
    static FastMaestroOutcome of(FastMaestroDirective directive, String device) {
        String said = directive.text();
        return switch (directive.kind()) {
            case FAILS -> verdict(said.isEmpty() ? ASSERTION : said, Optional.empty(), Optional.empty());
            case CRASHES ->
                verdict(
                        ASSERTION,
                        Optional.of(said.isEmpty() ? "java.lang.NullPointerException: no ticket" : said),
                        Optional.empty());
            case DIALOG ->
                verdict(
                        "Element not found: Text matching regex: Done",
                        Optional.empty(),
                        Optional.of(said.isEmpty() ? "System UI isn't responding" : said));
            case DRIVER_DIES -> lost("inputText", "UNAVAILABLE", "Command failed (tcp:43225): closed", device, false);
            case DRIVER_CANCELS -> unknown("'tap' failed: CANCELLED - Cancelled\nRst Stream", false, false, true);
            case TRANSPORT_LOST ->
                lost(
                                "tap",
                                "UNAVAILABLE",
                                "Command failed (host:transport:" + device + "): device offline",
                                device,
                                false)
                        .withoutLog();
            case INTERNAL ->
                unknown(
                        said.isEmpty() ? "'viewHierarchy' failed: INTERNAL - UiAutomation not connected" : said,
                        said.startsWith("'launchApp'"),
                        true,
                        true);
            case DRIVER_HANGS ->
                lost(
                        "tap",
                        "DEADLINE_EXCEEDED: deadline exceeded after 119.995629010s. [closed=[], open=[[remote_addr=/127.0.0.1:42551]]]",
                        "",
                        device,
                        false);
            default -> passed();
        };
    }

    /** How every flow after that one ends in the same process; empty if the directive harms only its own flow. */
    static Optional<FastMaestroOutcome> afterwards(Kind kind, String device) {
        return switch (kind) {
            case DRIVER_DIES, DRIVER_CANCELS ->
                Optional.of(lost("launchApp", "UNAVAILABLE", "Command failed (tcp:43225): closed", device, true));
            case TRANSPORT_LOST ->
                Optional.of(unknown(
                        "Command failed (host:transport:" + device + "): device '" + device + "' not found",
                        true,
                        false,
                        false));
            default -> Optional.empty();
        };
    }

    /** How every flow ends if {@code ~/.maestro/sessions} says that somebody else has the driver. */
    static FastMaestroOutcome sessionTaken(String device) {
        return lost("deviceInfo", "UNAVAILABLE", "Command failed (tcp:39311): closed", device, true);
    }

    private static FastMaestroOutcome verdict(String text, Optional<String> crash, Optional<String> dialog) {
        return new FastMaestroOutcome(
                Optional.of(text), "FAILED", Optional.of(text), text.startsWith("Package "), crash, dialog, true, true);
    }

    private static FastMaestroOutcome unknown(String error, boolean atLaunch, boolean picture, boolean log) {
        return new FastMaestroOutcome(
                Optional.of(UNKNOWN),
                "FAILED",
                Optional.of(error),
                atLaunch,
                Optional.empty(),
                Optional.empty(),
                picture,
                log);
    }

    private static FastMaestroOutcome lost(String call, String status, String cause, String device, boolean atLaunch) {
        String text = "maestro.android.DeviceServerDiedException: Device server died during '" + call + "' on " + device
                + " (70ms since last byte, connection age 3185ms): StatusRuntimeException: " + status + "\n"
                + "\tat maestro.android.AndroidDeviceConnection.onGrpcDeath(AndroidDeviceConnection.kt:319)\n"
                + "\tat maestro.android.AndroidDeviceConnection.execute(AndroidDeviceConnection.kt:122)\n"
                + "Caused by: io.grpc.StatusRuntimeException: " + status + "\n"
                + "\tat io.grpc.stub.ClientCalls.toStatusRuntimeException(ClientCalls.java:271)\n"
                + "\t... 15 more\n"
                + (cause.isEmpty()
                        ? ""
                        : "Caused by: java.io.IOException: " + cause + "\n"
                                + "\tat dadb.adbserver.AdbServer.send$dadb(AdbServer.kt:103)\n");
        return new FastMaestroOutcome(
                Optional.of(text),
                "RUNNING",
                Optional.empty(),
                atLaunch,
                Optional.empty(),
                Optional.empty(),
                false,
                true);
    }

    private FastMaestroOutcome withoutLog() {
        return new FastMaestroOutcome(failure, stepStatus, stepError, atLaunch, crash, dialog, picture, false);
    }
}
