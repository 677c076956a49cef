/** Faults on loan: how they are undone is on the disk before they are made, and they are undone whatever becomes of us. */
@org.jspecify.annotations.NullMarked
package io.prodgate.check.lease;
