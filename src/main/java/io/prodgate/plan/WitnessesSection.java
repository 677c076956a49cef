package io.prodgate.plan;

import io.prodgate.plan.Witnesses.NameServer;
import io.prodgate.plan.Witnesses.VantagePoint;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code controls}, {@code vantage-points} and {@code name-servers}. */
final class WitnessesSection {
    /** What is asked when production does not answer, if the plan says nothing. */
    static final List<URI> DEFAULT_CONTROLS =
            List.of(URI.create("https://api.github.com"), URI.create("https://www.example.com"));

    private static final String OFF = "off";
    private static final int MOST = 10;
    private static final int DNS_PORT = 53;
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\]]+)]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

    private final Plan.Production production;
    private final PlanErrors errors;

    WitnessesSection(Plan.Production production, PlanErrors errors) {
        this.production = production;
        this.errors = errors;
    }

    Witnesses read(Keys keys) {
        return new Witnesses(controls(keys), vantagePoints(keys), nameServers(keys));
    }

    private List<URI> controls(Keys keys) {
        return items(keys, "controls", "URLs", "write 'controls: off' in a closed network", this::control)
                .orElseGet(() -> keys.has("controls") ? List.of() : usualControls());
    }

    private List<URI> usualControls() {
        return DEFAULT_CONTROLS.stream().filter(url -> !isProductions(url)).toList();
    }

    private Optional<List<NameServer>> nameServers(Keys keys) {
        if (!keys.has("name-servers")) {
            return Optional.of(List.of());
        }
        return items(
                keys,
                "name-servers",
                "IP addresses",
                "write 'name-servers: off' to ask nobody but this machine's resolver",
                this::nameServer);
    }

    /** What stands in a list; empty for the word off, or after a mistake that was told. */
    private <T> Optional<List<T>> items(
            Keys keys, String key, String what, String hint, Function<PlanNode, Optional<T>> read) {
        Optional<PlanNode> node = keys.node(key);
        if (node.isEmpty() || isOff(node.get())) {
            return Optional.empty();
        }
        return switch (node.get()) {
            case PlanNode.Sequence sequence
            when !sequence.items().isEmpty() ->
                Optional.of(sequence.items().stream()
                        .flatMap(item -> read.apply(item).stream())
                        .toList());
            case PlanNode.Sequence _, PlanNode.Mapping _, PlanNode.Scalar _ -> {
                keys.error(key, "expected a list of " + what + ", or the word off", hint);
                yield Optional.empty();
            }
        };
    }

    private static boolean isOff(PlanNode node) {
        return node instanceof PlanNode.Scalar scalar
                && scalar.template().text().filter(OFF::equals).isPresent();
    }

    private Optional<NameServer> nameServer(PlanNode item) {
        Optional<String> text = new Scalars(errors).text(item, "an IP address").map(String::strip);
        Optional<NameServer> server = text.flatMap(WitnessesSection::parsed);
        if (text.isPresent() && server.isEmpty()) {
            errors.add(
                    item.at(),
                    item.path(),
                    "'" + Excerpt.of(text.get()) + "' is not the address of a name server",
                    "write an IP address: 9.9.9.9, 192.0.2.53:5353 or [2001:db8::53]:53");
        }
        return server;
    }

    /** An address as it is, or with a port behind it. */
    private static Optional<NameServer> parsed(String text) {
        if (isAddress(text)) {
            return Optional.of(new NameServer(text, DNS_PORT));
        }
        Matcher withPort = WITH_PORT.matcher(text);
        if (!withPort.matches()) {
            return Optional.empty();
        }
        String address = withPort.group(1) == null ? withPort.group(2) : withPort.group(1);
        int port = Integer.parseInt(withPort.group(3));
        return isAddress(address) && port > 0 && port <= 65_535
                ? Optional.of(new NameServer(address, port))
                : Optional.empty();
    }

    /** Never asks a resolver: a name is no address. */
    private static boolean isAddress(String text) {
        if (!DOTTED.matcher(text).matches() && !text.contains(":")) {
            return false;
        }
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<VantagePoint> vantagePoints(Keys keys) {
        List<VantagePoint> points = new ArrayList<>();
        Set<String> names = new HashSet<>();
        keys.mappings("vantage-points", below -> vantagePoint(below, names))
                .forEach(point -> point.ifPresent(points::add));
        if (points.size() > MOST) {
            keys.error("vantage-points", "there are more than " + MOST + " vantage points", "one or two are enough");
        }
        return points;
    }

    private Optional<VantagePoint> vantagePoint(Keys keys, Set<String> names) {
        String name = Sections.requiredLine(keys, "name");
        if (!name.isBlank() && !names.add(name)) {
            keys.error("name", "there are two vantage points called '" + Excerpt.of(name) + "'", "rename one of them");
        }
        if (keys.has("proxy") == keys.has("probe")) {
            keys.error(
                    keys.has("probe") ? "probe" : "name",
                    "a vantage point is either a proxy or a probe",
                    "write 'proxy: http://host:port', or 'probe: https://…' with 'reached' and 'not-reached'");
        }
        Optional<VantagePoint> point = keys.has("proxy") ? proxy(keys, name) : probe(keys, name);
        point.ifPresent(found -> elsewhere(keys, found));
        keys.done();
        return point;
    }

    private static Optional<VantagePoint> proxy(Keys keys, String name) {
        Optional<Template> credentials = keys.template("credentials", List.of(Namespace.SECRET.word()));
        Optional<URI> url = keys.url("proxy");
        if (url.filter(there -> !"http".equalsIgnoreCase(there.getScheme())).isPresent()) {
            keys.error("proxy", "only proxies that are spoken to over http can be used", "write http://host:port");
        }
        return url.map(there -> new Witnesses.ProxyPoint(name, there, credentials));
    }

    private static Optional<VantagePoint> probe(Keys keys, String name) {
        if (!keys.has("probe")) {
            return Optional.empty();
        }
        Optional<URI> url = keys.url("probe");
        Optional<Template> token = keys.template("token", List.of(Namespace.SECRET.word()));
        Optional<RegularExpression> reached = expression(keys, "reached");
        Optional<RegularExpression> notReached = expression(keys, "not-reached");
        return url.flatMap(there ->
                reached.flatMap(yes -> notReached.map(no -> new Witnesses.ProbePoint(name, there, token, yes, no))));
    }

    private static Optional<RegularExpression> expression(Keys keys, String key) {
        String text = keys.requiredText(key);
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RegularExpression.compile(text));
        } catch (RegularExpression.InvalidException e) {
            keys.error(
                    key,
                    "'" + Excerpt.of(text) + "' is not a regular expression: " + e.getMessage(),
                    "it is looked for in the probe's answer");
            return Optional.empty();
        }
    }

    /** A vantage point at production sees nothing else, and a proxy there would get what is meant for others. */
    private void elsewhere(Keys keys, VantagePoint point) {
        if (isProductions(point.url())) {
            keys.error(
                    keys.has("proxy") ? "proxy" : "probe",
                    "a vantage point at production's own host sees nothing that production does not",
                    "name a place elsewhere");
        }
    }

    /** If production is down its own host is silent too, and that would be taken for the runner's fault. */
    private Optional<URI> control(PlanNode item) {
        Optional<URI> url = Urls.of(item, errors);
        if (url.filter(this::isProductions).isPresent()) {
            errors.add(
                    item.at(),
                    item.path(),
                    "a control host at production's own host falls silent with it",
                    "name hosts that have nothing to do with production");
        }
        return url;
    }

    /** On one machine it is the port that tells hosts apart. */
    private boolean isProductions(URI url) {
        String host = host(url);
        boolean same = host.equals(host(production.url())) || production.hosts().contains(host);
        boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return same && (!loopback || port(url) == port(production.url()));
    }

    private static String host(URI url) {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }

    private static int port(URI url) {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
