/** What tests of other people said: reading it from output and files, and holding it against what a plan expects. No kind of its own. */
@NullMarked
package io.prodgate.check.results;

import org.jspecify.annotations.NullMarked;
