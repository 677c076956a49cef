package io.prodgate.lab.adb;

/** Whom the device lets in just now. */
public enum Door {
    /** Everybody. */
    OPEN,
    /** Nobody has confirmed the computer's key on the screen: adb says unauthorized. */
    UNAUTHORIZED,
    /** Takes connections and says nothing: adb says offline. */
    SILENT
}
