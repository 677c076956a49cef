package io.prodgate.check.tls;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.SchemaParts;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kind {@code tls}: the certificate chain of production. */
@Singleton
public final class TlsKind implements CheckKind {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}");
    private static final int HTTPS = 443;

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
        URI url = plan.production().url();
        Optional<String> named = own.text("host");
        named.filter(host -> !HOST.matcher(host).matches())
                .ifPresent(host ->
                        own.error("host", "'" + host + "' is no host name", "write it without scheme, port and path"));
        if (named.isEmpty() && "http".equalsIgnoreCase(url.getScheme())) {
            own.error(
                    "host",
                    "production.url has http, so there is no certificate to look at",
                    "use https in production.url, or name the 'host' of this check");
        }
        String host = named.orElseGet(() -> withoutBrackets(url.getHost()));
        int port =
                own.integer("port", 1, 65_535).orElse(named.isPresent() || url.getPort() < 0 ? HTTPS : url.getPort());
        Duration expiresAfter = own.duration("expires-after").orElse(Duration.ZERO);
        TlsTarget target = new TlsTarget(entry.at(), host, port, expiresAfter, own.texts("names"), protocol(own));
        own.done();
        return List.of(new BoundCheck(entry, new TlsCheck(target)));
    }

    private static ProtocolRule protocol(Keys own) {
        Optional<String> written = own.text("protocol");
        Optional<ProtocolRule> rule = written.flatMap(ProtocolRule::parse);
        if (written.isPresent() && rule.isEmpty()) {
            own.error(
                    "protocol",
                    "'" + written.get() + "' is no version of TLS",
                    "write '>= TLSv1.2', or TLSv1.3 for exactly that");
        }
        return rule.orElse(ProtocolRule.DEFAULT);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String schema() {
        return SchemaParts.read("check-tls");
    }
}
