package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Programs;
import io.prodgate.evidence.DeviceReading.Reached;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a device reaches hosts from inside: by {@code nc}, which Android has since version 8, else by {@code ping}, which tells only
 * about the name. What the device has no tool for stays unknown.
 *
 * <p>Through a proxy apps go another way than {@code nc} does: a direct connection that fails tells nothing then, so the proxy itself
 * is tried, too.
 *
 * @see <a href="https://landley.net/toybox/help.html#netcat">netcat of toybox</a>
 */
final class Outlook {
    private static final Pattern NO_NAME = Pattern.compile(
            "(?i)no address associated|unknown host|bad address|bad host|name or service not known|not known|name resolution|"
                    + "nodename nor servname|unable to resolve");
    private static final Pattern NO_TOOL =
            Pattern.compile("(?i)not found|inaccessible|permission denied|unknown command|usage:");
    private static final Pattern NO_CONNECTION =
            Pattern.compile("(?i)refused|unreachable|timeout|timed out|no route|reset");
    private static final Pattern PINGED = Pattern.compile("PING \\S+ \\([0-9a-fA-F.:]+\\)");

    private final DeviceShell shell;
    private final Optional<String> proxy;

    /**
     * The outlook of a device.
     *
     * @param proxy the one it goes through, as {@code host:port}
     */
    Outlook(DeviceShell shell, Optional<String> proxy) {
        this.shell = shell;
        this.proxy = proxy;
    }

    /** Tries hosts, each once, and the proxy if there is one. */
    List<Reached> look(List<URI> urls) throws DeviceException, InterruptedException {
        Set<String> hosts = new LinkedHashSet<>();
        urls.forEach(url -> hosts.add(url.getHost() + ":" + port(url)));
        List<Reached> all = new ArrayList<>();
        for (String host : hosts) {
            Reached direct = look(host);
            boolean fails =
                    !direct.connected().orElse(true) || !direct.resolved().orElse(true);
            all.add(
                    proxy.isPresent() && fails
                            ? new Reached(
                                    host,
                                    Optional.empty(),
                                    Optional.empty(),
                                    "not without the proxy: " + direct.detail())
                            : direct);
        }
        if (proxy.isPresent()) {
            all.add(look(proxy.get()));
        }
        return all;
    }

    private static int port(URI url) {
        return url.getPort() > 0 ? url.getPort() : "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    }

    private Reached look(String target) throws DeviceException, InterruptedException {
        int colon = target.lastIndexOf(':');
        String host = target.substring(0, colon).replaceAll("[\\[\\]]", "");
        String port = target.substring(colon + 1);
        if (!host.matches("[\\w.:-]+") || !port.matches("\\d{1,5}")) {
            return new Reached(target, Optional.empty(), Optional.empty(), "not a host that can be tried from a shell");
        }
        Programs.Answer connected = shell.ask("nc -w 5 -q 1 " + host + " " + port + " </dev/null");
        String words = connected.errors().strip();
        if (connected.ok()) {
            return new Reached(target, Optional.of(true), Optional.of(true), "");
        }
        if (NO_NAME.matcher(words).find()) {
            return new Reached(target, Optional.of(false), Optional.of(false), cut(words));
        }
        if (NO_CONNECTION.matcher(words).find()) {
            return new Reached(target, Optional.of(true), Optional.of(false), cut(words));
        }
        if (connected.code().isPresent()
                && (words.isEmpty() || NO_TOOL.matcher(words).find())) {
            return ping(target, host);
        }
        return new Reached(target, Optional.empty(), Optional.empty(), cut(connected.words()));
    }

    private Reached ping(String target, String host) throws DeviceException, InterruptedException {
        Programs.Answer pinged = shell.ask("ping -c 1 -W 5 " + host);
        if (PINGED.matcher(pinged.output()).find()) {
            return new Reached(target, Optional.of(true), Optional.empty(), "there is no nc; ping found the name");
        }
        return NO_NAME.matcher(pinged.all()).find()
                ? new Reached(target, Optional.of(false), Optional.of(false), cut(pinged.words()))
                : new Reached(target, Optional.empty(), Optional.empty(), cut("no tool to try it: " + pinged.words()));
    }

    private static String cut(String words) {
        String line = words.lines().findFirst().orElse("");
        return line.length() > 200
                ? line.substring(0, 200)
                : line.toLowerCase(Locale.ROOT).startsWith("nc: ") ? line.substring(4) : line;
    }
}
