package io.prodgate.lab.android;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The command {@code logcat}: dumps or follows, filters by time, buffer, tag and level. */
final class Logcat implements Command {
    private static final String LEVELS = "VDIWEF";
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Log log;
    private final Supplier<Instant> clock;

    Logcat(Log log, Supplier<Instant> clock) {
        this.log = log;
        this.clock = clock;
    }

    /** What was asked for. */
    private static final class Request {
        private boolean dump;
        private boolean clear;
        private boolean resize;
        private boolean silentOtherwise;
        private boolean year;
        private String format = "threadtime";
        private int count = Integer.MAX_VALUE;
        private int first = Integer.MAX_VALUE;
        private Instant since = Instant.MIN;
        private Set<String> buffers = Set.of("main", "system", "crash");
        private int process;
        private final List<String> filters = new ArrayList<>();
    }

    @Override
    public int run(List<String> arguments, Io io) throws IOException {
        Request request = read(arguments);
        if (request.clear) {
            log.clear();
            return 0;
        }
        if (request.resize) {
            return 0;
        }
        List<Log.Line> lines =
                log.after(0).stream().filter(line -> wanted(line, request)).toList();
        io.out().print("--------- beginning of main\n");
        lines.subList(Math.max(0, lines.size() - request.count), lines.size()).stream()
                .limit(request.first)
                .forEach(line -> io.out().print(line.format(request.format, request.year) + "\n"));
        return request.dump ? 0 : follow(request, lines, io);
    }

    private int follow(Request request, List<Log.Line> lines, Io io) {
        long last = lines.isEmpty() ? 0 : lines.getLast().number();
        while (!io.out().checkError()) {
            try {
                for (Log.Line line : log.await(last, LOOK_AGAIN_MILLIS)) {
                    last = line.number();
                    if (wanted(line, request)) {
                        io.out().print(line.format(request.format, request.year) + "\n");
                    }
                }
            } catch (InterruptedException e) {
                return 130;
            }
            if (io.gone()) {
                return 141;
            }
        }
        return 141;
    }

    private static boolean wanted(Log.Line line, Request request) {
        boolean place = request.buffers.contains(line.buffer())
                && !line.time().isBefore(request.since)
                && (request.process == 0 || request.process == line.process());
        if (!place || request.filters.isEmpty()) {
            return place;
        }
        int level = LEVELS.indexOf(line.level());
        int everybody = request.silentOtherwise ? LEVELS.length() : 0;
        for (String filter : request.filters) {
            int colon = filter.lastIndexOf(':');
            String tag = colon < 0 ? filter : filter.substring(0, colon);
            String wanted = colon < 0 ? "V" : filter.substring(colon + 1);
            int least = wanted.equals("S") ? LEVELS.length() : LEVELS.indexOf(wanted.equals("*") ? "V" : wanted);
            if (tag.equals(line.tag())) {
                return level >= least;
            }
            everybody = tag.equals("*") ? least : everybody;
        }
        return level >= everybody;
    }

    private Request read(List<String> arguments) {
        Request request = new Request();
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String next = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (argument.startsWith("--pid=")) {
                request.process = Integer.parseInt(argument.substring("--pid=".length()));
                continue;
            }
            switch (argument) {
                case "-d" -> request.dump = true;
                case "-c" -> request.clear = true;
                case "-G" -> {
                    request.resize = true;
                    i++;
                }
                case "-s" -> request.silentOtherwise = true;
                case "-v", "-t", "-T", "-b", "-m" -> {
                    option(argument, next, request);
                    i++;
                }
                default -> request.filters.add(argument);
            }
        }
        return request;
    }

    private void option(String name, String value, Request request) {
        switch (name) {
            case "-v" -> {
                if (value.equals("year")) {
                    request.year = true;
                } else if (!value.equals("UTC") && !value.equals("printable")) {
                    request.format = value;
                }
            }
            case "-m" -> request.first = Integer.parseInt(value);
            case "-b" -> request.buffers = value.equals("all") ? request.buffers : Set.of(value.split(","));
            default -> {
                // -t dumps, -T follows; each takes a number of lines or a time.
                request.dump = request.dump || name.equals("-t");
                if (value.matches("\\d{1,9}")) {
                    request.count = Integer.parseInt(value);
                } else {
                    request.since = time(value);
                }
            }
        }
    }

    /** The three forms that logcat takes: with a year, without one, and seconds since 1970. */
    private Instant time(String text) {
        if (text.matches("\\d+\\.\\d+")) {
            return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
        }
        String year =
                Integer.toString(Year.from(clock.get().atZone(ZoneOffset.UTC)).getValue());
        String whole = text.matches("\\d\\d-\\d\\d .*") ? year + "-" + text : text;
        return LocalDateTime.parse(whole, DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]"))
                .toInstant(ZoneOffset.UTC);
    }
}
