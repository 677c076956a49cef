package io.prodgate.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A piece of text as UTF-8 bytes with one kind of escapes undone; every byte remembers where in the text it stood. */
final class Unescaped {
    /** XML's five entities and the one that HTML writers add. */
    private static final Map<String, String> ENTITIES =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0");

    private byte[] bytes;
    private int[] starts;
    private int[] ends;
    private int length;

    private Unescaped(int capacity) {
        bytes = new byte[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** The piece as it is and with every kind of escapes undone that can be in it, some of them twice. */
    static List<Unescaped> views(String text, int from, int to) {
        Unescaped plain = plain(text, from, to);
        List<Unescaped> views = new ArrayList<>();
        views.add(plain);
        boolean plus = plain.has('+');
        if (plain.has('%')) {
            addWithInner(views, plain.percentDecoded(false));
        }
        if (plus) {
            addWithInner(views, plain.percentDecoded(true));
        }
        if (plain.has('\\')) {
            addWithInner(views, plain.jsonUnescaped());
        }
        if (plain.has('&')) {
            views.add(plain.xmlUnescaped());
        }
        return views;
    }

    /** Forms carry JSON, and JSON carries JSON as text: one more level is undone. */
    private static void addWithInner(List<Unescaped> views, Unescaped view) {
        views.add(view);
        if (view.has('\\')) {
            views.add(view.jsonUnescaped());
        }
    }

    private static Unescaped plain(String text, int from, int to) {
        Unescaped view = new Unescaped(to - from + 8);
        int at = from;
        while (at < to) {
            char c = text.charAt(at);
            if (c < 0x80) {
                view.put((byte) c, at, at + 1);
                at++;
            } else {
                int codePoint = text.codePointAt(at);
                int next = at + Character.charCount(codePoint);
                view.putCodePoint(codePoint, at, next);
                at = next;
            }
        }
        return view;
    }

    private Unescaped percentDecoded(boolean plusIsSpace) {
        Unescaped view = new Unescaped(length);
        for (int i = 0; i < length; i++) {
            int value = bytes[i] == '%' ? hex(i + 1, 2) : -1;
            if (value >= 0) {
                view.put((byte) value, starts[i], ends[i + 2]);
                i += 2;
            } else {
                view.put(plusIsSpace && bytes[i] == '+' ? (byte) ' ' : bytes[i], starts[i], ends[i]);
            }
        }
        return view;
    }

    private Unescaped jsonUnescaped() {
        Unescaped view = new Unescaped(length);
        int i = 0;
        while (i < length) {
            i += bytes[i] == '\\' && i + 1 < length ? view.putJsonEscape(this, i) : view.copy(this, i);
        }
        return view;
    }

    /** Returns how many bytes the escape takes. */
    private int putJsonEscape(Unescaped from, int at) {
        byte kind = from.bytes[at + 1];
        if (kind == 'u') {
            int high = from.hex(at + 2, 4);
            if (high < 0) {
                return copy(from, at);
            }
            int low = Character.isHighSurrogate((char) high) && from.is('\\', at + 6) && from.is('u', at + 7)
                    ? from.hex(at + 8, 4)
                    : -1;
            boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
            int size = pair ? 12 : 6;
            int codePoint = pair ? Character.toCodePoint((char) high, (char) low) : high;
            putCodePoint(codePoint, from.starts[at], from.ends[at + size - 1]);
            return size;
        }
        int plain = "nrtbf".indexOf(kind);
        byte value = plain >= 0 ? (byte) "\n\r\t\b\f".charAt(plain) : kind;
        put(value, from.starts[at], from.ends[at + 1]);
        return 2;
    }

    private Unescaped xmlUnescaped() {
        Unescaped view = new Unescaped(length);
        int i = 0;
        while (i < length) {
            i += bytes[i] == '&' ? view.putXmlEntity(this, i) : view.copy(this, i);
        }
        return view;
    }

    /** Returns how many bytes the entity takes. */
    private int putXmlEntity(Unescaped from, int at) {
        int end = at + 1;
        while (end < from.length && end < at + 12 && from.bytes[end] != ';') {
            end++;
        }
        if (!from.is(';', end)) {
            return copy(from, at);
        }
        String name = new String(from.bytes, at + 1, end - at - 1, StandardCharsets.UTF_8);
        int codePoint = codePoint(name);
        if (codePoint < 0) {
            return copy(from, at);
        }
        putCodePoint(codePoint, from.starts[at], from.ends[end]);
        return end - at + 1;
    }

    private static int codePoint(String name) {
        String entity = ENTITIES.get(name);
        if (entity != null) {
            return entity.codePointAt(0);
        }
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        String digits = hexadecimal ? name.substring(2) : name.startsWith("#") ? name.substring(1) : "";
        if (digits.isEmpty() || digits.length() > 7) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0) {
                return -1;
            }
            value = value * (hexadecimal ? 16 : 10) + digit;
        }
        return Character.isValidCodePoint(value) ? value : -1;
    }

    private int copy(Unescaped from, int at) {
        put(from.bytes[at], from.starts[at], from.ends[at]);
        return 1;
    }

    private void putCodePoint(int codePoint, int start, int end) {
        if (codePoint < 0x80) {
            put((byte) codePoint, start, end);
            return;
        }
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            put(b, start, end);
        }
    }

    private void put(byte value, int start, int end) {
        if (length == bytes.length) {
            int capacity = length * 2 + 8;
            bytes = java.util.Arrays.copyOf(bytes, capacity);
            starts = java.util.Arrays.copyOf(starts, capacity);
            ends = java.util.Arrays.copyOf(ends, capacity);
        }
        bytes[length] = value;
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    private int hex(int at, int digits) {
        if (at + digits > length) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit((char) bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private boolean is(char c, int at) {
        return at < length && bytes[at] == c;
    }

    private boolean has(char c) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == c) {
                return true;
            }
        }
        return false;
    }
}
