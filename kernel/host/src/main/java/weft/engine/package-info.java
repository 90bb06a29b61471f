/** From a cell to snippets to JShell: evaluation, completion, inspection and tracebacks. */
@NullMarked
package weft.engine;

import org.jspecify.annotations.NullMarked;
