package io.prodgate.house.report;

/** Prints from a room that may. */
final class MayPrint {
    void print() {
        System.out.println("from report");
    }
}
