@NullMarked
package io.prodgate.house.plan;

import org.jspecify.annotations.NullMarked;
