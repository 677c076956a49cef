/** Requests as plans write them, and what is expected of their answers: shared by all kinds of checks that send some. */
@NullMarked
package io.prodgate.check.request;

import org.jspecify.annotations.NullMarked;
