package io.prodgate.cli.doctor;

import io.prodgate.evidence.Trouble;

/** What to mend when a connection does not come about. */
final class Remedy {
    private Remedy() {}

    static String of(Trouble.Kind kind) {
        return switch (kind) {
            case DNS_NOT_FOUND -> "check the name in the plan, and that this machine's resolver knows it (VPN?)";
            case DNS_FAILED -> "check this machine's resolver: it does not answer now";
            case REFUSED -> "check the port in the plan, and that something listens there";
            case UNREACHABLE -> "check this machine's network, VPN and routes";
            case CONNECT_TIMEOUT -> "a firewall may drop the packets: allow this machine, or set HTTPS_PROXY";
            case RESET, ANSWER_TIMEOUT, ANSWER_CUT -> "look at production and at what stands in front of it";
            case NOT_HTTP -> "check scheme and port in the plan: something else than HTTP answers";
            case CERTIFICATE_EXPIRED -> "have the certificate renewed";
            case CERTIFICATE_NOT_YET_VALID -> "check this machine's clock, then the certificate";
            case CERTIFICATE_WRONG_NAME -> "check the host in the plan, then the names in the certificate";
            case CERTIFICATE_UNTRUSTED ->
                "have the whole chain served; for an authority of your own name it in production.ca";
            case TLS_HANDSHAKE -> "compare the protocol versions and ciphers of both sides";
            case CLIENT_CERTIFICATE_REFUSED -> "check production.client-certificate";
            case PROXY -> "check HTTPS_PROXY and HTTP_PROXY, and that the proxy runs";
            case PROXY_REFUSED -> "allow the host in the proxy, or name it in NO_PROXY";
            case NOT_REACHED_BY_PROXY ->
                "the proxy gets no connection to it: look at production, or name the host in NO_PROXY";
            case PROXY_AUTHENTICATION -> "put user and password into the proxy's URL";
            case CIRCUIT_OPEN, OUT_OF_TIME, INTERRUPTED -> "try again in a minute";
            case LOCAL -> "look at this machine's limits: open files, memory, disk";
            case INTERNAL -> "run again with --debug, and report it as a mistake of prodgate";
        };
    }
}
