/** The command line: one thin class a command. */
@NullMarked
package io.prodgate.cli;

import org.jspecify.annotations.NullMarked;
