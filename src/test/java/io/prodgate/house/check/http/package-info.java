@NullMarked
package io.prodgate.house.check.http;

import org.jspecify.annotations.NullMarked;
