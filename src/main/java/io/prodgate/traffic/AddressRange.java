package io.prodgate.traffic;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses as {@code NO_PROXY} may name it: {@code 10.0.0.0/8} (RFC 4632), {@code fd00::/8}.
 *
 * @param first bytes of an address of the range
 * @param bits how many leading bits all its addresses share
 */
public record AddressRange(byte[] first, int bits) {
    /** Reads a range; empty if the text is none. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String length = text.substring(slash + 1);
        if (slash < 0 || !length.matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int bits = Integer.parseInt(length);
        return address(text.substring(0, slash))
                .filter(first -> bits <= first.length * Byte.SIZE)
                .map(first -> new AddressRange(first, bits));
    }

    /** True if the host is an address, not a name, and within the range. Names are not looked up. */
    public boolean contains(String host) {
        return address(host).filter(this::contains).isPresent();
    }

    private boolean contains(byte[] address) {
        if (address.length != first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((address[bit / Byte.SIZE] ^ first[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> address(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal).getAddress());
        } catch (IllegalArgumentException e) {
            // A name.
            return Optional.empty();
        }
    }
}
