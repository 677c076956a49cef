/** What a run proved, as a statement that other tools verify. */
@NullMarked
package io.prodgate.report.attestation;

import org.jspecify.annotations.NullMarked;
