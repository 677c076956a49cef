/** ServiceDesk Plus: requests and the notes on them, as its API of version 3 tells of them, on-premises and in the cloud. */
@NullMarked
package io.prodgate.system.servicedesk;

import org.jspecify.annotations.NullMarked;
