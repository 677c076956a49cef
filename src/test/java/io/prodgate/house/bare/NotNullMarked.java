package io.prodgate.house.bare;

/** Lives in no known room, and in a package without {@code @NullMarked}. */
final class NotNullMarked {}
