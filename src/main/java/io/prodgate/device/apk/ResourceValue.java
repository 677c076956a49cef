package io.prodgate.device.apk;

/**
 * A typed value: {@code Res_value} in ResourceTypes.h.
 *
 * @param type what {@code data} is
 * @param data a number, an index into the strings, or the id of a resource
 * @param text the string, if it is one, else empty
 */
record ResourceValue(int type, int data, String text) {
    static final int REFERENCE = 0x01;
    static final int STRING = 0x03;
    static final int DYNAMIC_REFERENCE = 0x07;
    static final int FIRST_INTEGER = 0x10;
    static final int BOOLEAN = 0x12;
    static final int LAST_INTEGER = 0x1f;

    boolean reference() {
        return type == REFERENCE || type == DYNAMIC_REFERENCE;
    }

    boolean integer() {
        return type >= FIRST_INTEGER && type <= LAST_INTEGER;
    }

    /** Any integer but zero, and the text {@code true}, as Android reads flags. */
    boolean truth() {
        return type == STRING ? text.strip().equals("true") : integer() && data != 0;
    }

    /** As text: numbers in decimal. */
    String shown() {
        if (type == STRING) {
            return text;
        }
        return type == BOOLEAN ? String.valueOf(data != 0) : String.valueOf(data);
    }
}
