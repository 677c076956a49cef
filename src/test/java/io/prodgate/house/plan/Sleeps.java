package io.prodgate.house.plan;

/** Waits without the injected time. */
final class Sleeps {
    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }
}
