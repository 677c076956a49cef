package io.prodgate.house.evidence;

/** The one class that may wait. */
final class Time {
    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }
}
