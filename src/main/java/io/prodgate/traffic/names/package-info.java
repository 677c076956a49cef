/** Who knows a name: the runner's resolver, other resolvers, and the zone's own name servers. */
@NullMarked
package io.prodgate.traffic.names;

import org.jspecify.annotations.NullMarked;
