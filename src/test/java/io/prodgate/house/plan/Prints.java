package io.prodgate.house.plan;

/** Prints from a room that must not. */
public final class Prints {
    void print() {
        System.out.println("from plan");
    }
}
