package io.prodgate.lab.android;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first element of each name in an Android binary XML document, with its attributes: as much as a manifest needs.
 *
 * @see <a href="https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/libs/androidfw/include/androidfw/ResourceTypes.h">
 *     the format</a>
 */
final class BinaryXml {
    /** Bytes before the texts of a table of resources. */
    static final int TABLE_HEADER = 12;

    private static final int XML_HEADER = 8;
    private static final int ELEMENT = 0x0102;
    private static final int TEXT = 0x03;
    private static final int UTF8 = 1 << 8;

    /** Attributes that packers like to leave without a name: known by their numbers. */
    private static final Map<Integer, String> NAMES = Map.of(
            0x0101_021b, "versionCode",
            0x0101_021c, "versionName",
            0x0101_020c, "minSdkVersion",
            0x0101_000f, "debuggable");

    private final Map<String, Map<String, Object>> elements = new HashMap<>();

    private BinaryXml() {}

    static BinaryXml read(byte[] document) {
        BinaryXml xml = new BinaryXml();
        ByteBuffer bytes = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
        List<String> strings = strings(document, XML_HEADER);
        List<Integer> numbers = new ArrayList<>();
        int position = XML_HEADER;
        while (position + 8 <= bytes.limit()) {
            int kind = bytes.getShort(position) & 0xFFFF;
            int size = bytes.getInt(position + 4);
            if (size < 8) {
                break;
            }
            if (kind == 0x0180) {
                for (int at = position + 8; at < position + size; at += 4) {
                    numbers.add(bytes.getInt(at));
                }
            } else if (kind == ELEMENT) {
                xml.element(bytes, position, strings, numbers);
            }
            position += size;
        }
        return xml;
    }

    Optional<String> text(String element, String attribute) {
        return Optional.ofNullable(elements.getOrDefault(element, Map.of()).get(attribute))
                .map(Object::toString);
    }

    Optional<Integer> number(String element, String attribute) {
        return Optional.ofNullable(elements.getOrDefault(element, Map.of()).get(attribute))
                .filter(Integer.class::isInstance)
                .map(Integer.class::cast);
    }

    private void element(ByteBuffer bytes, int position, List<String> strings, List<Integer> numbers) {
        String name = strings.get(bytes.getInt(position + 20));
        Map<String, Object> attributes = new HashMap<>();
        int start = position + 16 + (bytes.getShort(position + 24) & 0xFFFF);
        int size = bytes.getShort(position + 26) & 0xFFFF;
        int count = bytes.getShort(position + 28) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            int at = start + i * size;
            int index = bytes.getInt(at + 4);
            String attribute = index < numbers.size()
                    ? NAMES.getOrDefault(numbers.get(index), strings.get(index))
                    : strings.get(index);
            int kind = bytes.get(at + 15) & 0xFF;
            int data = bytes.getInt(at + 16);
            if (kind == TEXT) {
                attributes.put(attribute, strings.get(data));
            } else {
                attributes.put(attribute, data);
            }
        }
        elements.putIfAbsent(name, attributes);
    }

    /** The pool of texts that starts there; empty if none does. */
    static List<String> strings(byte[] document, int position) {
        ByteBuffer bytes = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
        List<String> strings = new ArrayList<>();
        if (bytes.limit() < position + 28 || (bytes.getShort(position) & 0xFFFF) != 1) {
            return strings;
        }
        int count = bytes.getInt(position + 8);
        boolean utf8 = (bytes.getInt(position + 16) & UTF8) != 0;
        int start = position + bytes.getInt(position + 20);
        for (int i = 0; i < count; i++) {
            int at = start + bytes.getInt(position + 28 + 4 * i);
            strings.add(utf8 ? utf8(bytes, at) : utf16(bytes, at));
        }
        return strings;
    }

    private static String utf8(ByteBuffer bytes, int position) {
        int at = position + ((bytes.get(position) & 0x80) != 0 ? 2 : 1);
        int length = bytes.get(at) & 0xFF;
        at++;
        if ((length & 0x80) != 0) {
            length = (length & 0x7F) << 8 | (bytes.get(at) & 0xFF);
            at++;
        }
        return new String(bytes.array(), at, length, UTF_8);
    }

    private static String utf16(ByteBuffer bytes, int position) {
        int at = position + 2;
        int length = bytes.getShort(position) & 0xFFFF;
        if ((length & 0x8000) != 0) {
            length = (length & 0x7FFF) << 16 | (bytes.getShort(at) & 0xFFFF);
            at += 2;
        }
        return new String(bytes.array(), at, length * 2, UTF_16LE);
    }
}
