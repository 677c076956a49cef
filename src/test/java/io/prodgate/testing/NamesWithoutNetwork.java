package io.prodgate.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Says at once that no name below {@code .invalid} is there, which is true (<a
 * href="https://www.rfc-editor.org/rfc/rfc6761#section-6.4">RFC 6761, section 6.4</a>): what tests see does not depend on the
 * resolver of the machine that they run on, nor on packets that are lost on the way to it. About {@link #SILENT} it never says anything.
 * All other names are looked up as ever.
 */
public final class NamesWithoutNetwork extends InetAddressResolverProvider {
    /** A name that is looked up for ever, as by a resolver that nothing comes back from. */
    public static final String SILENT = "silent.invalid";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver machine = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (host.equals(SILENT)) {
                    waitForever();
                }
                if (host.toLowerCase(Locale.ROOT).endsWith(".invalid")) {
                    throw new UnknownHostException(host + ": Name or service not known");
                }
                return machine.lookupByName(host, policy);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return machine.lookupByAddress(address);
            }
        };
    }

    private static void waitForever() {
        while (true) {
            LockSupport.park();
        }
    }

    @Override
    public String name() {
        return "names below .invalid are not there";
    }
}
