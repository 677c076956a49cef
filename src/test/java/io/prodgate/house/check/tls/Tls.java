package io.prodgate.house.check.tls;

/** A kind of check. */
public record Tls() {}
