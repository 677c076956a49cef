@NullMarked
package io.prodgate.house.report;

import org.jspecify.annotations.NullMarked;
