package io.prodgate.lab.adb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The console of an emulator: lines of text on the even port below adbd's, behind a token.
 *
 * @see <a href="https://developer.android.com/studio/run/emulator-console">Emulator console</a>
 */
public final class Console implements AutoCloseable {
    private final ServerSocket server;
    private final String token;
    private final String avd;
    private final Runnable kill;

    /**
     * Listens on loopback.
     *
     * @param token what {@code auth} has to say; empty if nobody asks for it
     * @param avd the name of the virtual device
     * @param kill ends the device
     */
    public Console(int port, String token, String avd, Runnable kill) throws IOException {
        this.server = new ServerSocket();
        this.server.setReuseAddress(true);
        this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.token = token;
        this.avd = avd;
        this.kill = kill;
    }

    /** Starts to listen, on threads of its own. */
    public void start() {
        Thread.ofVirtual().name("console").start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().name("console-client").start(() -> serve(socket));
                } catch (IOException e) {
                    // Closed: there is nothing more to accept.
                    continue;
                }
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            PrintStream out = new PrintStream(socket.getOutputStream(), true, UTF_8);
            boolean trusted = token.isEmpty();
            out.print("Android Console: Authentication required\r\n"
                    + "Android Console: type 'auth <auth_token>' to authenticate\r\nOK\r\n");
            if (trusted) {
                // As if it had been said already: adb shows only what comes after the second OK.
                out.print("Android Console: type 'help' for a list of commands\r\nOK\r\n");
            }
            String line = in.readLine();
            while (line != null && !line.strip().equals("quit")) {
                if (!token.isEmpty() && line.strip().equals("auth " + token)) {
                    trusted = true;
                    out.print("Android Console: type 'help' for a list of commands\r\nOK\r\n");
                } else if (!token.isEmpty() || !line.startsWith("auth")) {
                    answer(line.strip(), trusted, out);
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            // The client is gone; the next one gets its own socket.
            return;
        }
    }

    private void answer(String line, boolean trusted, PrintStream out) {
        if (line.startsWith("auth ")) {
            out.print("KO: authentication token does not match\r\n");
        } else if (!trusted) {
            out.print("KO: unknown command, try 'help'\r\n");
        } else if (line.equals("avd name")) {
            out.print(avd + "\r\nOK\r\n");
        } else if (line.equals("kill")) {
            out.print("OK: killing emulator, bye bye\r\n");
            kill.run();
        } else if (line.equals("avd status")) {
            out.print("virtual device is running\r\nOK\r\n");
        } else if (line.equals("ping")) {
            out.print("I am alive!\r\nOK\r\n");
        } else {
            out.print("KO: unknown command, try 'help'\r\n");
        }
    }
}
