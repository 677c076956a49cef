package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Shakes hands with TLS servers to read the chain they serve, whether it is to be trusted or not. Sends no request. */
final class Handshakes {
    private final Trust trust;
    private final KeyManager[] keys;
    private final Proxies proxies;
    private final Troubles troubles;
    private final Time time;

    Handshakes(Trust trust, KeyManager[] keys, Proxies proxies, Troubles troubles, Time time) {
        this.trust = trust;
        this.keys = keys;
        this.proxies = proxies;
        this.troubles = troubles;
        this.time = time;
    }

    @Nullable
    CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline) throws InterruptedException {
        Instant started = time.now();
        Duration left = Duration.between(started, deadline);
        Duration patience = left.compareTo(HttpTraffic.CONNECT_TIMEOUT) < 0 ? left : HttpTraffic.CONNECT_TIMEOUT;
        if (!patience.isPositive()) {
            log.add(trouble(Trouble.Kind.OUT_OF_TIME, host, port, "no time was left for the TLS handshake", started));
            return null;
        }
        try (Socket plain = new Socket()) {
            return shakeHands(plain, host, port, log, started, patience);
        } catch (IOException e) {
            log.add(troubles.ofHandshake(e, host, port, started));
            return null;
        }
    }

    private @Nullable CertificateChain shakeHands(
            Socket plain, String host, int port, EvidenceLog log, Instant started, Duration patience)
            throws InterruptedException {
        ServedChain served = new ServedChain(trust);
        AtomicBoolean named = new AtomicBoolean();
        FutureTask<CertificateChain> task =
                new FutureTask<>(() -> connectAndRead(plain, served, host, port, patience, named));
        Thread thread = Thread.ofVirtual().name("handshake-" + host).start(task);
        try {
            // A limit on single reads would not end a server that drips: the whole handshake gets one.
            CertificateChain chain = task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            log.add(chain);
            return chain;
        } catch (TimeoutException e) {
            boolean connected = plain.isConnected();
            abandon(plain, thread);
            log.add(late(host, port, patience, named.get(), connected, started));
            return null;
        } catch (ExecutionException e) {
            log.add(troubles.ofHandshake(e.getCause() == null ? e : e.getCause(), host, port, started));
            return null;
        } catch (InterruptedException e) {
            abandon(plain, thread);
            throw e;
        }
    }

    private Trouble late(String host, int port, Duration patience, boolean named, boolean connected, Instant started) {
        String within = " within " + patience.toMillis() / 1000.0 + " s";
        if (connected) {
            return trouble(Trouble.Kind.ANSWER_TIMEOUT, host, port, "the TLS handshake did not end" + within, started);
        }
        return named
                ? trouble(
                        Trouble.Kind.CONNECT_TIMEOUT,
                        host,
                        port,
                        "the connection was not established" + within,
                        started)
                : trouble(
                        Trouble.Kind.DNS_FAILED,
                        host,
                        port,
                        "the name " + host + " was not looked up" + within
                                + ": this machine's resolver is silent about it",
                        started);
    }

    /** Closing the socket is what ends a blocked read; the interrupt ends a name look-up or connect. */
    private static void abandon(Socket plain, Thread thread) {
        thread.interrupt();
        try {
            plain.close();
        } catch (IOException e) {
            // It was to be thrown away: that it does not close cleanly changes nothing.
            thread.interrupt();
        }
    }

    private CertificateChain connectAndRead(
            Socket plain, ServedChain served, String host, int port, Duration patience, AtomicBoolean named)
            throws IOException, SetupException {
        URI url = URI.create("https://" + bracketed(host) + ":" + port);
        Optional<Proxies.Entry> proxy = proxies.proxy(url);
        String peer = proxy.map(Proxies.Entry::host).orElse(host);
        int peerPort = proxy.map(Proxies.Entry::port).orElse(port);
        // The name of a proxy is no matter of the host's.
        named.set(proxy.isPresent());
        InetAddress address = InetAddress.getByName(peer);
        named.set(true);
        plain.connect(new InetSocketAddress(address, peerPort), (int) patience.toMillis());
        if (proxy.isPresent()) {
            ProxyTunnel.open(plain, bracketed(host) + ":" + port, proxy.get());
        }
        SSLSocket secure =
                (SSLSocket) HttpTraffic.tls(keys, served).getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        SSLSession session = secure.getSession();
        List<X509Certificate> chain = served.chain();
        return new CertificateChain(
                host,
                port,
                session.getProtocol(),
                session.getCipherSuite(),
                chain.stream().map(Certificates::describe).toList(),
                served.problem().or(() -> outOfDate(chain)));
    }

    /** The delegate goes by the machine's clock; what counts here is the clock of the run. */
    private Optional<Trouble.Kind> outOfDate(List<X509Certificate> chain) {
        try {
            if (!chain.isEmpty()) {
                chain.getFirst().checkValidity(Date.from(time.now()));
            }
            return Optional.empty();
        } catch (CertificateExpiredException e) {
            return Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED);
        } catch (CertificateNotYetValidException e) {
            return Optional.of(Trouble.Kind.CERTIFICATE_NOT_YET_VALID);
        }
    }

    private Trouble trouble(Trouble.Kind kind, String host, int port, String message, Instant started) {
        Instant now = time.now();
        return new Trouble(kind, host + ":" + port, message, Trouble.Sent.NOTHING, now, Duration.between(started, now));
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
