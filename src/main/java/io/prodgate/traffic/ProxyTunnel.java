package io.prodgate.traffic;

import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a proxy for a tunnel (CONNECT, RFC 9110 section 9.3.6) over a connection of our own. */
final class ProxyTunnel {
    /** No honest proxy answers CONNECT with more than this. */
    private static final int HEAD_CAP = 16 * 1024;

    private ProxyTunnel() {}

    static void open(Socket socket, String target, Proxies.Entry proxy) throws IOException {
        StringBuilder head = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n");
        proxy.authorization()
                .ifPresent(value ->
                        head.append("Proxy-Authorization: ").append(value).append("\r\n"));
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        String statusLine =
                readHead(socket.getInputStream()).lines().findFirst().orElse("");
        String[] words = statusLine.split(" ", 3);
        String status = words.length > 1 && words[0].startsWith("HTTP/1.") ? words[1] : "";
        if (status.equals("407")) {
            throw new ProxyException(
                    Trouble.Kind.PROXY_AUTHENTICATION,
                    "the proxy " + proxy.address() + " wants credentials: " + statusLine);
        }
        if (status.matches("50[234]")) {
            throw new ProxyException(
                    Trouble.Kind.NOT_REACHED_BY_PROXY,
                    "the proxy " + proxy.address() + " got no connection to the host: " + statusLine);
        }
        if (status.equals("403")) {
            throw new ProxyException(
                    Trouble.Kind.PROXY_REFUSED,
                    "the proxy " + proxy.address() + " does not let us ask that host: " + statusLine);
        }
        if (!status.startsWith("2")) {
            throw new ProxyException(
                    Trouble.Kind.PROXY, "the proxy " + proxy.address() + " opened no tunnel: " + statusLine);
        }
    }

    /** Byte by byte: what follows the head belongs to the TLS handshake. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < HEAD_CAP) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
            if (next == '\n' && (endsWith(head, "\r\n\r\n") || endsWith(head, "\n\n"))) {
                return head.toString();
            }
        }
        return head.toString();
    }

    private static boolean endsWith(StringBuilder text, String end) {
        return text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0;
    }
}
