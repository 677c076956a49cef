package io.prodgate.traffic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How servers limit, by a clock in nanoseconds that a test moves. */
interface PacedServer {
    /** Counts a request that arrives; empty if it is let through. */
    Optional<Limit> arrives(long nanos);

    /** How many of so many requests it can let through per second at most, if asked at its own best. */
    double bestRate();

    /** What its answers tell of its limit: how many a window, and the window; empty for a server that tells nothing. */
    default Optional<Duration> toldWindow() {
        return Optional.empty();
    }

    /**
     * nginx's {@code limit_req} with {@code nodelay}, as ngx_http_limit_req_module.c computes it: whole milliseconds, an excess in
     * thousandths of a request, and a request that is refused leaves no trace.
     */
    final class LeakyBucket implements PacedServer {
        private final long rate;
        private final long burst;
        private long excess;
        private long last = Long.MIN_VALUE;

        LeakyBucket(int perSecond, int burst) {
            rate = perSecond * 1000L;
            this.burst = burst * 1000L;
        }

        @Override
        public Optional<Limit> arrives(long nanos) {
            long now = Math.floorDiv(nanos, 1_000_000L);
            if (last == Long.MIN_VALUE) {
                last = now;
                return Optional.empty();
            }
            long elapsed = now - last;
            long after = Math.max(0, excess - rate * elapsed / 1000 + 1000);
            if (after > burst) {
                return Optional.of(new Limit(Optional.empty(), "429 without a time", true));
            }
            excess = after;
            if (elapsed > 0) {
                last = now;
            }
            return Optional.empty();
        }

        @Override
        public double bestRate() {
            // Without a burst, whole milliseconds lie between two requests.
            return burst == 0 ? 1000.0 / Math.ceilDiv(1_000_000L, rate) : rate / 1000.0;
        }
    }

    /** At most so many in any span of time; a refused request does not count. */
    final class SlidingWindow implements PacedServer {
        private final int count;
        private final Duration window;
        private final boolean tells;
        private final Deque<Long> counted = new ArrayDeque<>();

        SlidingWindow(int count, Duration window, boolean tells) {
            this.count = count;
            this.window = window;
            this.tells = tells;
        }

        @Override
        public Optional<Limit> arrives(long nanos) {
            while (!counted.isEmpty() && counted.getFirst() <= nanos - window.toNanos()) {
                counted.removeFirst();
            }
            if (counted.size() < count) {
                counted.addLast(nanos);
                return Optional.empty();
            }
            Duration left = Duration.ofNanos(counted.getFirst() + window.toNanos() - nanos);
            return Optional.of(new Limit(
                    tells
                            ? Optional.of(Duration.ofSeconds(
                                    left.plusNanos(999_999_999).toSeconds()))
                            : Optional.empty(),
                    "429",
                    true));
        }

        @Override
        public double bestRate() {
            return count / (window.toNanos() / 1e9);
        }

        @Override
        public Optional<Duration> toldWindow() {
            return tells ? Optional.of(window) : Optional.empty();
        }
    }

    /** At most so many in each span of the clock. */
    final class FixedWindow implements PacedServer {
        private final int count;
        private final Duration window;
        private final boolean tells;
        private long current = Long.MIN_VALUE;
        private int counted;

        FixedWindow(int count, Duration window, boolean tells) {
            this.count = count;
            this.window = window;
            this.tells = tells;
        }

        @Override
        public Optional<Limit> arrives(long nanos) {
            long number = Math.floorDiv(nanos, window.toNanos());
            if (number != current) {
                current = number;
                counted = 0;
            }
            if (++counted <= count) {
                return Optional.empty();
            }
            Duration left = Duration.ofNanos((number + 1) * window.toNanos() - nanos);
            return Optional.of(new Limit(
                    tells
                            ? Optional.of(Duration.ofSeconds(
                                    left.plusNanos(999_999_999).toSeconds()))
                            : Optional.empty(),
                    "429",
                    true));
        }

        @Override
        public double bestRate() {
            return count / (window.toNanos() / 1e9);
        }
    }
}
