package io.prodgate.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as plain maps, lists, texts, numbers and truth values, without a library: most of the lab has to start without one.
 */
public final class Json {
    private static final int DEEPEST = 100;

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Object read(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.blank();
        if (json.position < text.length()) {
            throw json.wrong("the end");
        }
        return value;
    }

    /** Reads an object; anything else is an empty one. */
    public static Map<?, ?> object(String text) {
        return read(text) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** Writes a value of the kinds that {@link #read} knows; anything else as its text. */
    public static String write(Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map -> {
                List<String> members = new ArrayList<>();
                map.forEach((name, member) -> members.add(quote(name.toString()) + ":" + write(member)));
                yield "{" + String.join(",", members) + "}";
            }
            case List<?> list ->
                "[" + String.join(",", list.stream().map(Json::write).toList()) + "]";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quote(value.toString());
        };
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char one : text.toCharArray()) {
            if (one == '"' || one == '\\') {
                quoted.append('\\').append(one);
            } else if (one < ' ' || one > '~') {
                quoted.append("\\u%04x".formatted((int) one));
            } else {
                quoted.append(one);
            }
        }
        return quoted.append('"').toString();
    }

    private Object value(int depth) {
        blank();
        if (depth > DEEPEST || position == text.length()) {
            throw wrong("a value");
        }
        return switch (text.charAt(position)) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        position++;
        while (!skip('}')) {
            blank();
            String name = string();
            expect(':');
            members.put(name, value(depth + 1));
            if (!skip(',') && !peek('}')) {
                throw wrong("',' or '}'");
            }
        }
        return members;
    }

    private List<Object> elements(int depth) {
        List<Object> elements = new ArrayList<>();
        position++;
        while (!skip(']')) {
            elements.add(value(depth + 1));
            if (!skip(',') && !peek(']')) {
                throw wrong("',' or ']'");
            }
        }
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            char one = text.charAt(position);
            position++;
            string.append(one == '\\' ? escaped() : one);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() {
        if (position == text.length()) {
            throw wrong("an escape");
        }
        char kind = text.charAt(position);
        position++;
        return switch (kind) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (position + 4 > text.length()) {
                    throw wrong("four digits");
                }
                position += 4;
                yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
            }
            default -> kind;
        };
    }

    private Object word() {
        int start = position;
        while (position < text.length() && ",]} \t\r\n:".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String word = text.substring(start, position);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> word.matches("-?\\d{1,18}") ? (Object) Long.valueOf(word) : Double.valueOf(word);
        };
    }

    private void blank() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private boolean peek(char wanted) {
        blank();
        return position < text.length() && text.charAt(position) == wanted;
    }

    private boolean skip(char wanted) {
        boolean there = peek(wanted);
        position += there ? 1 : 0;
        return there;
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw wrong("'" + wanted + "'");
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("JSON: expected " + expected + " at character " + position);
    }
}
