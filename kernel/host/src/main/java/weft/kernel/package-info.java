/** Dispatch: which request is answered by whom, the queue of cells, busy and idle, counts and history. */
@NullMarked
package weft.kernel;

import org.jspecify.annotations.NullMarked;
