/** A way for journeys to look for what they wait for: the note on a request of ServiceDesk Plus. */
@NullMarked
package io.prodgate.check.journey.servicedesk;

import org.jspecify.annotations.NullMarked;
