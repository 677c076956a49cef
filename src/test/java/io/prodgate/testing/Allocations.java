package io.prodgate.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** Counts what code allocates on its own thread: more than it ever holds at a time. */
public final class Allocations {
    private Allocations() {}

    /** Bytes that a piece of code allocated, whether it returned or threw. */
    public static long of(Callable<?> code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            code.call();
        } catch (Exception e) {
            // Counted all the same.
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
