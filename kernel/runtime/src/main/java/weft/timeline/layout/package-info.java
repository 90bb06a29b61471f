/** From model to boxes and ticks. Pure functions: the same model gives the same geometry. */
@NullMarked
package weft.timeline.layout;

import org.jspecify.annotations.NullMarked;
