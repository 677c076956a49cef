/** The facts an attempt gathered, sealed and immutable, and their redaction. Knows no other room. */
@NullMarked
package io.prodgate.evidence;

import org.jspecify.annotations.NullMarked;
