package io.prodgate.device.apk;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The strings of binary XML or of a resource table: {@code ResStringPool_header} in
 * <a href="https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/libs/androidfw/include/androidfw/ResourceTypes.h">ResourceTypes.h</a>.
 */
final class StringPool {
    private static final int UTF_8 = 0x100;

    private final Bytes chunk;
    private final int count;
    private final boolean utf8;
    private final int offsets;
    private final long strings;
    private final Map<Integer, String> read = new HashMap<>();
    /** Strings may share bytes, so that a small pool could be read as a huge one: honest ones do not. For two readings of each. */
    private long budget;

    /** A pool from its whole chunk. */
    StringPool(Bytes chunk) throws MalformedException {
        this.chunk = chunk;
        this.offsets = chunk.u16(2);
        long declared = chunk.u32(8);
        if (declared > (chunk.size() - offsets) / 4) {
            throw chunk.malformed("it claims " + declared + " strings in " + chunk.size() + " bytes");
        }
        this.count = (int) declared;
        this.utf8 = (chunk.u32(16) & UTF_8) != 0;
        this.strings = chunk.u32(20);
        this.budget = 4L * chunk.size();
    }

    /** Tells each string, and remembers none. */
    void forEach(Consumer<String> told) throws MalformedException {
        for (long i = 0; i < count; i++) {
            told.accept(decode(strings + chunk.u32(offsets + 4 * i)));
        }
    }

    /** The string of an index; empty if there is none of that index. */
    Optional<String> get(int index) throws MalformedException {
        if (index < 0 || index >= count) {
            return Optional.empty();
        }
        String known = read.get(index);
        if (known == null) {
            known = decode(strings + chunk.u32(offsets + 4L * index));
            read.put(index, known);
        }
        return Optional.of(known);
    }

    private String decode(long at) throws MalformedException {
        return utf8 ? utf8(at) : utf16(at);
    }

    /** Its length in UTF-16 units, its length in bytes, the bytes; each length takes one byte or, with the high bit set, two. */
    private String utf8(long at) throws MalformedException {
        long second = at + ((chunk.u8(at) & 0x80) == 0 ? 1 : 2);
        int length = chunk.u8(second);
        long start = second + 1;
        if ((length & 0x80) != 0) {
            length = (length & 0x7f) << 8 | chunk.u8(second + 1);
            start++;
        }
        pay(length);
        return chunk.text(start, length, StandardCharsets.UTF_8);
    }

    private String utf16(long at) throws MalformedException {
        long length = chunk.u16(at);
        long start = at + 2;
        if ((length & 0x8000) != 0) {
            length = (length & 0x7fff) << 16 | chunk.u16(at + 2);
            start += 2;
        }
        pay(2 * length);
        return chunk.text(start, 2 * length, StandardCharsets.UTF_16LE);
    }

    private void pay(long bytes) throws MalformedException {
        budget -= bytes;
        if (budget < 0) {
            throw chunk.malformed("its strings lie over each other");
        }
    }
}
