package io.prodgate.device.adb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.device.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As a Java program sees it that is given the options, against an adb server that knows three questions. */
@Timeout(60)
class AdbSightTest {
    private volatile String devices = "PHONE1\tdevice\nPHONE2\tdevice\n";
    private ServerSocket server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> answer(client));
                } catch (IOException e) {
                    // The test is over.
                }
            }
        });
    }

    private void answer(Socket client) {
        try (client) {
            String question = AdbTalk.hear(client.getInputStream()).text();
            switch (question) {
                case "host:devices" -> AdbTalk.answer(client.getOutputStream(), devices);
                case "host:devices-l" ->
                    AdbTalk.answer(client.getOutputStream(), "PHONE1 device a:1\nPHONE11 offline\n");
                case "host:transport:PHONE1" -> {
                    client.getOutputStream().write("OKAY".getBytes(UTF_8));
                    client.getInputStream().transferTo(client.getOutputStream());
                }
                default -> client.getOutputStream().write("FAIL0004what".getBytes(UTF_8));
            }
        } catch (IOException e) {
            // The other side hung up.
        }
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Map<String, String> environment() {
        return Map.of("ANDROID_ADB_SERVER_PORT", String.valueOf(server.getLocalPort()));
    }

    @Test
    void whereEveryDeviceAnswersMaestroLooksForItself() throws Exception {
        try (AdbSight sight = AdbSight.of("PHONE1", environment(), server.getLocalPort())) {
            assertThat(sight.javaOptions()).isEmpty();
        }
        devices = "PHONE1\toffline\nPHONE2\tdevice\n";
        try (AdbSight sight = AdbSight.of("PHONE1", environment(), server.getLocalPort())) {
            assertThat(sight.javaOptions())
                    .as("the device itself is seen to elsewhere")
                    .isEmpty();
        }
        server.close();
        try (AdbSight sight = AdbSight.of("PHONE1", environment(), server.getLocalPort())) {
            assertThat(sight.javaOptions()).as("no server").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"offline", "unauthorized", "no permissions (user in plugdev group)", "recovery", "authorizing"})
    void whereOneDoesNotMaestroIsShownItsDeviceAlone(String state) throws Exception {
        devices = "PHONE2\t" + state + "\nPHONE1\tdevice\nPHONE11\tdevice\n";
        try (AdbSight sight = AdbSight.of("PHONE1", environment(), server.getLocalPort())) {
            assertThat(ask(sight, server.getLocalPort(), "host:devices")).isEqualTo("OKAY000ePHONE1\tdevice\n");
            assertThat(ask(sight, server.getLocalPort(), "host:devices-l")).isEqualTo("OKAY0012PHONE1 device a:1\n");
        }
    }

    @Test
    void whereTheServerHasAnotherPortMaestroIsLedThere() throws Exception {
        try (AdbSight sight = AdbSight.of("PHONE1", environment())) {
            assertThat(ask(sight, 5037, "host:devices")).isEqualTo("OKAY000ePHONE1\tdevice\n");
        }
        Map<String, String> socket = Map.of("ADB_SERVER_SOCKET", "tcp:localhost:" + server.getLocalPort());
        try (AdbSight sight = AdbSight.of("PHONE2", socket)) {
            assertThat(ask(sight, 5037, "host:devices")).isEqualTo("OKAY000ePHONE2\tdevice\n");
        }
    }

    @Test
    void everythingElseGoesToTheDeviceAndBackAsItIs() throws Exception {
        try (AdbSight sight = AdbSight.of("PHONE1", environment());
                Socket socket = connect(sight, 5037)) {
            AdbTalk.say(socket.getOutputStream(), "host:transport:PHONE1");
            assertThat(socket.getInputStream().readNBytes(4)).asString(UTF_8).isEqualTo("OKAY");
            byte[] sent = "0123456789".repeat(100_000).getBytes(UTF_8);
            Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(sent);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
        }
    }

    @Test
    void connectionsToOthersArePassedOn() throws Exception {
        try (AdbSight sight = AdbSight.of("PHONE1", environment());
                ServerSocket other = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                Socket socket = connect(sight, other.getLocalPort());
                Socket there = other.accept()) {
            socket.getOutputStream().write('x');
            assertThat(there.getInputStream().read()).isEqualTo('x');
            there.getOutputStream().write('y');
            assertThat(socket.getInputStream().read()).isEqualTo('y');
        }
    }

    @Test
    void oneThatIsNotThereIsRefusedAsItWouldBe() throws Exception {
        try (AdbSight sight = AdbSight.of("PHONE1", environment())) {
            server.close();
            assertThatThrownBy(() -> connect(sight, 5037).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whenItIsOverNothingIsShownAnyMore() throws Exception {
        AdbSight sight = AdbSight.of("PHONE1", environment());
        try (Socket socket = connect(sight, 5037)) {
            AdbTalk.say(socket.getOutputStream(), "host:transport:PHONE1");
            assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
            sight.close();
            assertThat(endOf(socket.getInputStream())).isTrue();
        }
        assertThatThrownBy(() -> connect(sight, 5037).close()).isInstanceOf(IOException.class);
    }

    private static boolean endOf(InputStream input) {
        try {
            return input.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\4\1\23\255", "GET / HTTP/1.1\r\n\r\n", "\5\1\0\5\2\0\1", "\5\1\0\5\1\0\7"})
    void whoDoesNotSpeakSocksIsHungUpOn(String words) throws Exception {
        try (AdbSight sight = AdbSight.of("PHONE1", environment());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(sight))) {
            socket.getOutputStream().write(words.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readNBytes(12).length).isLessThan(12);
            assertThat(ask(sight, 5037, "host:devices")).as("the others").startsWith("OKAY");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JAVA_OPTS|emulator-5556|end that emulator (adb -s emulator-5556 emu kill)",
                "MAESTRO_OPTS|192.168.1.5:5555|let go of it: adb disconnect 192.168.1.5:5555",
                "JAVA_TOOL_OPTIONS|PHONE2|plug PHONE2 out and in again",
            })
    void whereJavaHasAProxyAlreadyTheStrangerAndTheWayToBeRidOfItAreNamed(String name, String serial, String todo) {
        devices = serial + "\toffline\nPHONE1\tdevice\n";
        Map<String, String> environment = Map.of(
                name,
                "-DsocksProxyHost=proxy.example.com",
                "ANDROID_ADB_SERVER_PORT",
                String.valueOf(server.getLocalPort()));
        assertThatThrownBy(() -> AdbSight.of("PHONE1", environment, server.getLocalPort()))
                .isInstanceOfSatisfying(DeviceException.class, e -> {
                    assertThat(e).hasMessageContaining("adb lists " + serial + " as offline");
                    assertThat(e.todo()).contains(todo, "SOCKS proxy");
                });
    }

    @Test
    void aServerWithoutAPortIsRefused() {
        assertThatThrownBy(() -> AdbSight.of("PHONE1", Map.of("ADB_SERVER_SOCKET", "localfilesystem:/run/adb")))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("names no TCP port");
    }

    private static int port(AdbSight sight) {
        return sight.javaOptions().stream()
                .filter(option -> option.startsWith("-DsocksProxyPort="))
                .map(option -> Integer.parseInt(option.substring(option.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static Socket connect(AdbSight sight, int port) throws IOException {
        Socket socket = new Socket(
                new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), port(sight))));
        socket.connect(new InetSocketAddress("localhost", port));
        return socket;
    }

    private static String ask(AdbSight sight, int port, String question) throws IOException {
        try (Socket socket = connect(sight, port)) {
            AdbTalk.say(socket.getOutputStream(), question);
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
