package io.prodgate.device.apk;

import java.util.function.Consumer;

/** The strings of a file of Dalvik bytecode: <a href="https://source.android.com/docs/core/runtime/dex-format">its format</a>. */
final class DexStrings {
    private static final String MAGIC = "dex\n";
    private static final int STRING_IDS_SIZE = 56;
    private static final int STRING_IDS_OFFSET = 60;

    private DexStrings() {}

    /** Whether the bytes begin like bytecode. */
    static boolean are(Bytes bytes) {
        return bytes.startsWith(MAGIC);
    }

    /** Tells each string. Characters beyond ASCII are not decoded: what they are does not matter to hosts. */
    static void read(Bytes dex, Consumer<String> told) throws MalformedException {
        long count = dex.u32(STRING_IDS_SIZE);
        long ids = dex.u32(STRING_IDS_OFFSET);
        // Strings may share bytes, so that a small file could be read as a huge one: honest ones do not.
        long budget = 2L * dex.size();
        for (long i = 0; i < count; i++) {
            long start = afterNumber(dex, dex.u32(ids + 4 * i));
            long end = start;
            while (dex.u8(end) != 0) {
                end++;
            }
            budget -= end - start + 1;
            if (budget < 0) {
                throw dex.malformed("its strings lie over each other");
            }
            told.accept(dex.latin1(start, end - start));
        }
    }

    /** Behind the string's length, a number of seven bits a byte (LEB128), at most five bytes. */
    private static long afterNumber(Bytes dex, long at) throws MalformedException {
        for (int i = 0; i < 5; i++) {
            if ((dex.u8(at + i) & 0x80) == 0) {
                return at + i + 1;
            }
        }
        throw dex.malformed("the length of a string has no end");
    }
}
