/** Tries what a plan needs before it is run: hosts, credentials, clock, files, tools. */
@NullMarked
package io.prodgate.cli.doctor;

import org.jspecify.annotations.NullMarked;
