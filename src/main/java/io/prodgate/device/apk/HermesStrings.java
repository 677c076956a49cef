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
    /** The size of a function's header, up to version 96 of the bytecode and after it. */
    private static final int[] FUNCTION_SIZES = {16, 12};

    private static final int IN_LONG_STRINGS = 0xff;

    private final Bytes file;
    private final long table;
    private final long longTable;
    private final Bytes storage;

    private HermesStrings(Bytes file, int functionSize) throws MalformedException {
        this.file = file;
        this.table = HEADER_SIZE + functionSize * file.u32(FUNCTIONS) + 4 * (file.u32(KINDS) + file.u32(IDENTIFIERS));
        this.longTable = table + 4 * file.u32(STRINGS);
        this.storage = file.part(longTable + 8 * file.u32(LONG_STRINGS), file.u32(STORAGE_SIZE));
    }

    /** Where a string lies in the storage. */
    private record Place(boolean wide, long offset, long bytes) {}

    /** Whether the bytes begin like bytecode of Hermes. */
    static boolean are(Bytes bytes) {
        return bytes.startsWith(MAGIC);
    }

    /** Tells each string; false, and tells none, if the file has a form that is not known here. */
    static boolean read(Bytes file, Consumer<String> told) throws MalformedException {
        for (int functionSize : FUNCTION_SIZES) {
            if (fits(file, functionSize)) {
                HermesStrings strings = new HermesStrings(file, functionSize);
                for (long i = 0; i < file.u32(STRINGS); i++) {
                    told.accept(strings.string(i));
                }
                return true;
            }
        }
        return false;
    }

    /** With another size of its parts almost every string would lie outside of the storage. */
    private static boolean fits(Bytes file, int functionSize) {
        try {
            HermesStrings strings = new HermesStrings(file, functionSize);
            // Strings share bytes here, where one is a part of another: bounded all the same.
            long budget = 16L * file.size();
            long end = 0;
            for (long i = 0; i < file.u32(STRINGS); i++) {
                Place place = strings.place(i);
                strings.storage.part(place.offset(), place.bytes());
                budget -= place.bytes() + 1;
                end = Math.max(end, place.offset() + place.bytes());
            }
            return budget >= 0 && 2 * end >= strings.storage.size();
        } catch (MalformedException e) {
            return false;
        }
    }

    private Place place(long index) throws MalformedException {
        int entry = file.s32(table + 4 * index);
        boolean wide = (entry & 1) != 0;
        long offset = entry >>> 1 & 0x7f_ffff;
        long length = entry >>> 24 & 0xff;
        if (length == IN_LONG_STRINGS) {
            length = file.u32(longTable + 8 * offset + 4);
            offset = file.u32(longTable + 8 * offset);
        }
        return new Place(wide, offset, wide ? 2 * length : length);
    }

    private String string(long index) throws MalformedException {
        Place place = place(index);
        return place.wide()
                ? storage.text(place.offset(), place.bytes(), StandardCharsets.UTF_16LE)
                : storage.latin1(place.offset(), place.bytes());
    }
}
