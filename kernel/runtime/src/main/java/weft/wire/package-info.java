/** What crosses the border between the two VMs, defined once and used by both sides. */
@NullMarked
package weft.wire;

import org.jspecify.annotations.NullMarked;
