/** PostgreSQL, asked with SQL of our own. */
@NullMarked
package io.prodgate.system.postgres;

import org.jspecify.annotations.NullMarked;
