package io.prodgate.traffic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads header fields that are lists of items with parameters; inner lists are not among them. As the RFC wants it, a field with
 * a mistake anywhere is read as none at all.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651#section-4.2">RFC 9651, Parsing Structured Fields</a>
 */
final class StructuredList {
    /** The longest number: 15 digits (RFC 9651 section 3.3.1). */
    private static final int DIGITS = 15;

    /**
     * An item of a list.
     *
     * @param value its string, token, number or whatever else, as text
     * @param number the number it is, if it is one
     * @param parameters by name, in order; the last one wins
     */
    record Item(String value, Optional<BigDecimal> number, Map<String, Item> parameters) {
        /** A parameter that is a whole number. */
        Optional<Long> whole(String name) {
            return Optional.ofNullable(parameters.get(name)).flatMap(Item::whole);
        }

        /** Itself as a whole number. */
        Optional<Long> whole() {
            return number.filter(n -> n.scale() <= 0).map(BigDecimal::longValueExact);
        }
    }

    private static final class MistakeException extends Exception {
        private static final long serialVersionUID = 1;

        MistakeException() {
            super("not a list of items", null, false, false);
        }
    }

    private final String text;
    private int at;

    private StructuredList(String text) {
        this.text = text;
    }

    /** The items; empty if the text is no list, or an empty one. */
    static List<Item> parse(String text) {
        try {
            return new StructuredList(text.strip()).list();
        } catch (MistakeException e) {
            return List.of();
        }
    }

    private List<Item> list() throws MistakeException {
        List<Item> items = new ArrayList<>();
        while (at < text.length()) {
            Item bare = bare();
            items.add(new Item(bare.value(), bare.number(), parameters()));
            skip(" \t");
            if (at < text.length()) {
                expect(',');
                skip(" \t");
                if (at == text.length()) {
                    throw new MistakeException();
                }
            }
        }
        return items;
    }

    private Map<String, Item> parameters() throws MistakeException {
        Map<String, Item> parameters = new LinkedHashMap<>();
        while (next() == ';') {
            at++;
            skip(" ");
            String key = taken("abcdefghijklmnopqrstuvwxyz0123456789_-.*");
            if (key.isEmpty() || Character.isDigit(key.charAt(0))) {
                throw new MistakeException();
            }
            Item value = new Item("?1", Optional.empty(), Map.of());
            if (next() == '=') {
                at++;
                value = bare();
            }
            parameters.put(key, value);
        }
        return parameters;
    }

    private Item bare() throws MistakeException {
        char first = next();
        if (first == '"') {
            return text(string());
        }
        if (first == '-' || Character.isDigit(first)) {
            String digits = taken("-0123456789.");
            return new Item(digits, Optional.of(number(digits)), Map.of());
        }
        if (first == ':') {
            at++;
            String bytes = taken("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
            expect(':');
            return text(bytes);
        }
        if (first == '?' || first == '@') {
            at++;
            return text(first + taken("-0123456789"));
        }
        if (first == '*' || first >= 'A' && first <= 'Z' || first >= 'a' && first <= 'z') {
            return text(taken("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~:/"));
        }
        throw new MistakeException();
    }

    private static Item text(String value) {
        return new Item(value, Optional.empty(), Map.of());
    }

    private static BigDecimal number(String digits) throws MistakeException {
        String unsigned = digits.startsWith("-") ? digits.substring(1) : digits;
        int dot = unsigned.indexOf('.');
        boolean shaped = !unsigned.contains("-")
                && !unsigned.isEmpty()
                && unsigned.length() <= DIGITS + (dot < 0 ? 0 : 1)
                && dot != 0
                && dot != unsigned.length() - 1
                && dot == unsigned.lastIndexOf('.');
        if (!shaped) {
            throw new MistakeException();
        }
        return new BigDecimal(digits);
    }

    private String string() throws MistakeException {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\') {
                at++;
                c = next();
                if (c != '"' && c != '\\') {
                    throw new MistakeException();
                }
            } else if (c < ' ' || c > '~') {
                throw new MistakeException();
            }
            value.append(c);
        }
        throw new MistakeException();
    }

    private char next() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void expect(char c) throws MistakeException {
        if (next() != c) {
            throw new MistakeException();
        }
        at++;
    }

    private void skip(String any) {
        taken(any);
    }

    private String taken(String any) {
        int from = at;
        while (at < text.length() && any.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.substring(from, at);
    }
}
