@NullMarked
package io.prodgate.house.check.tls;

import org.jspecify.annotations.NullMarked;
