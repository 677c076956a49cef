package io.prodgate.lab.adb;

import java.util.Optional;

/** The device's files, by absolute path. */
public interface Files {
    /** A file's bytes; empty if there is none. */
    Optional<byte[]> read(String path);

    /** Writes a file, and its folders. */
    void write(String path, byte[] content);

    /** True if there is a folder. */
    boolean isFolder(String path);
}
