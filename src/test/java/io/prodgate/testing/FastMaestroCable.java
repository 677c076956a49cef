package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.prodgate.testing.FastMaestroDirective.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/**
 * What lies between {@link FastMaestro} and a simulated device: nothing but the control API (docs/testing-devices.md), so that a device
 * that is said to be lost is lost for everybody. Without the JDK's HTTP client, which is slow to start.
 */
final class FastMaestroCable {
    private FastMaestroCable() {}

    /**
     * Takes the device offline, if a flow is told to lose it and the start where its control API is.
     *
     * @param told of the flow
     * @param ofStart of the process
     */
    static void pull(List<FastMaestroDirective> told, List<FastMaestroDirective> ofStart) throws IOException {
        for (FastMaestroDirective lost : told) {
            for (FastMaestroDirective control : ofStart) {
                if (lost.kind() == Kind.TRANSPORT_LOST && control.kind() == Kind.CONTROL) {
                    post((int) control.milliseconds(), offline(lost.milliseconds()));
                }
            }
        }
    }

    private static String offline(long milliseconds) {
        return milliseconds == 0
                ? "{\"offline\":true}"
                : "{\"offline\":{\"value\":true,\"millis\":" + milliseconds + "}}";
    }

    private static void post(int port, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "POST /fault HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            if (!answer.contains(" 200 ")) {
                throw new IOException("the simulated device does not go offline: " + answer);
            }
        }
    }
}
