/**
 * Records what threads do: probes that woven code calls, a buffer for each thread, and the assembly of events and of
 * other sources' evidence into a {@link weft.timeline.model.Timeline}.
 */
@NullMarked
package weft.timeline.capture;

import org.jspecify.annotations.NullMarked;
