package io.prodgate.device.apk;

import java.util.Locale;

/**
 * One file in a ZIP archive, as the archive's directory has it.
 *
 * @param name with folders
 * @param deflated whether its bytes are compressed
 * @param crc32 of its bytes when unpacked
 * @param packed how many bytes it takes in the archive
 * @param unpacked how many bytes it has
 * @param header where its local header begins in the archive
 */
record ZipEntryHead(String name, boolean deflated, long crc32, long packed, long unpacked, long header) {
    /** The name's extension in lower case without the dot; empty if it has none. */
    String extension() {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }
}
