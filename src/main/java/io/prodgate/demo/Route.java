package io.prodgate.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a pattern of paths, and what answers there.
 *
 * @param method in upper case; GET answers HEAD too
 * @param pattern a path in which <code>{name}</code> stands for any one segment
 * @param endpoint what answers
 */
record Route(String method, String pattern, Endpoint endpoint) {
    /** A route that reads. */
    static Route get(String pattern, Endpoint endpoint) {
        return new Route("GET", pattern, endpoint);
    }

    /** A route that writes. */
    static Route post(String pattern, Endpoint endpoint) {
        return new Route("POST", pattern, endpoint);
    }

    /** True if it takes calls with this method. */
    boolean takes(String called) {
        return method.equals(called) || (method.equals("GET") && called.equals("HEAD"));
    }

    /** The values of the pattern's variables in a path, if the path fits. */
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = List.of(pattern.split("/", -1));
        List<String> given = List.of(path.split("/", -1));
        if (wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            if (segment.startsWith("{") && segment.endsWith("}")) {
                variables.put(segment.substring(1, segment.length() - 1), given.get(i));
            } else if (!segment.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
