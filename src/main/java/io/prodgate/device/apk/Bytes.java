package io.prodgate.device.apk;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Little-endian numbers in a piece of a file whose counts and offsets nobody vouches for. */
final class Bytes {
    private final String name;
    private final byte[] all;
    private final int start;
    private final int size;

    /**
     * All bytes of a file.
     *
     * @param name of the file, for errors
     */
    Bytes(String name, byte[] all) {
        this(name, all, 0, all.length);
    }

    private Bytes(String name, byte[] all, int start, int size) {
        this.name = name;
        this.all = all;
        this.start = start;
        this.size = size;
    }

    int size() {
        return size;
    }

    /** The piece of {@code length} bytes from {@code at}. */
    Bytes part(long at, long length) throws MalformedException {
        check(at, length);
        return new Bytes(name, all, start + (int) at, (int) length);
    }

    /** An unsigned byte. */
    int u8(long at) throws MalformedException {
        check(at, 1);
        return all[start + (int) at] & 0xff;
    }

    /** An unsigned number of two bytes. */
    int u16(long at) throws MalformedException {
        check(at, 2);
        int from = start + (int) at;
        return (all[from] & 0xff) | (all[from + 1] & 0xff) << 8;
    }

    /** The bits of a number of four bytes. */
    int s32(long at) throws MalformedException {
        return u16(at) | u16(at + 2) << 16;
    }

    /** An unsigned number of four bytes. */
    long u32(long at) throws MalformedException {
        return s32(at) & 0xffff_ffffL;
    }

    /** Bytes as characters of the same value. */
    String latin1(long at, long length) throws MalformedException {
        return text(at, length, StandardCharsets.ISO_8859_1);
    }

    /** Bytes as text; what the character set does not know becomes U+FFFD. */
    String text(long at, long length, Charset charset) throws MalformedException {
        check(at, length);
        return new String(all, start + (int) at, (int) length, charset);
    }

    /** Whether the first bytes are these, given as characters. */
    boolean startsWith(String magic) {
        if (size < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((all[start + i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    MalformedException malformed(String what) {
        return new MalformedException(name, what);
    }

    private void check(long at, long length) throws MalformedException {
        if (at < 0 || length < 0 || at > size - length) {
            throw malformed("something lies outside of it (" + length + " bytes at " + at + " of " + size + ")");
        }
    }
}
