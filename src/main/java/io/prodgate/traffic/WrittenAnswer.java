package io.prodgate.traffic;

import io.prodgate.evidence.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP answer as people write it down: the status line, header lines, an empty line, the body.
 *
 * @param status 100 to 599
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2}
 */
public record WrittenAnswer(int status, String protocol, List<Header> headers, String body) {
    private static final Pattern STATUS_LINE = Pattern.compile("(HTTP/[0-9](?:\\.[0-9])?) ([1-5][0-9]{2})(?: .*)?");

    public WrittenAnswer {
        headers = List.copyOf(headers);
    }

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException in words for who wrote it
     */
    public static WrittenAnswer parse(String text) {
        String unix = text.replace("\r\n", "\n");
        int gap = unix.indexOf("\n\n");
        List<String> head = (gap < 0 ? unix.stripTrailing() : unix.substring(0, gap))
                .lines()
                .toList();
        Matcher line = STATUS_LINE.matcher(head.isEmpty() ? "" : head.getFirst().strip());
        if (!line.matches()) {
            throw new IllegalArgumentException(
                    "an answer begins with a status line such as 'HTTP/1.1 403 Forbidden', then come headers, an empty line and the body");
        }
        List<Header> headers = new ArrayList<>();
        for (String field : head.subList(1, head.size())) {
            int colon = field.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("'" + shown(field)
                        + "' is no header line such as 'Server: nginx'; an empty line ends the headers");
            }
            headers.add(new Header(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip()));
        }
        String body = gap < 0 ? "" : unix.substring(gap + 2);
        return new WrittenAnswer(Integer.parseInt(line.group(2)), line.group(1), headers, body);
    }

    private static String shown(String field) {
        return field.length() <= 60 ? field : field.substring(0, 60) + "…";
    }
}
