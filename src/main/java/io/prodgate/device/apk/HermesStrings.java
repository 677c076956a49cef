package io.prodgate.device.apk;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The strings of JavaScript compiled for Hermes, React Native's engine. They lie behind each other without anything in between, so
 * that only the table tells where one ends:
 * <a href="https://github.com/facebook/hermes/blob/main/include/hermes/BCGen/HBC/BytecodeFileFormat.h">BytecodeFileFormat.h</a>.
 */
final class HermesStrings {
    /** 0x1F1903C103BC1FC6, little-endian. */
    private static final String MAGIC = "\u00c6\u001f\u00bc\u0003\u00c1\u0003\u0019\u001f";

    private static final int FUNCTIONS = 40;
    private static final int KINDS = 44;
    private static final int IDENTIFIERS = 48;
    private static final int STRINGS = 52;
    private static final int LONG_STRINGS = 56;
    private static final int STORAGE_SIZE = 60;
    private static final int HEADER_SIZE = 128;
    private static final int FUNCTION_SIZE = 16;
    private static final int IN_LONG_STRINGS = 0xff;

    private HermesStrings() {}

    /** Whether the bytes begin like bytecode of Hermes. */
    static boolean are(Bytes bytes) {
        return bytes.startsWith(MAGIC);
    }

    /** Tells each string. */
    static void read(Bytes file, Consumer<String> told) throws MalformedException {
        long count = file.u32(STRINGS);
        long table = HEADER_SIZE + FUNCTION_SIZE * file.u32(FUNCTIONS) + 4 * (file.u32(KINDS) + file.u32(IDENTIFIERS));
        long longTable = table + 4 * count;
        long storageStart = longTable + 8 * file.u32(LONG_STRINGS);
        Bytes storage = file.part(storageStart, file.u32(STORAGE_SIZE));
        // Strings share bytes here, where one is a part of another: bounded all the same.
        long budget = 16L * file.size();
        for (long i = 0; i < count; i++) {
            int entry = file.s32(table + 4 * i);
            boolean wide = (entry & 1) != 0;
            long offset = entry >>> 1 & 0x7f_ffff;
            long length = entry >>> 24 & 0xff;
            if (length == IN_LONG_STRINGS) {
                length = file.u32(longTable + 8 * offset + 4);
                offset = file.u32(longTable + 8 * offset);
            }
            long bytes = wide ? 2 * length : length;
            budget -= bytes + 1;
            if (budget < 0) {
                throw file.malformed("its strings lie over each other");
            }
            told.accept(wide ? storage.text(offset, bytes, StandardCharsets.UTF_16LE) : storage.latin1(offset, bytes));
        }
    }
}
