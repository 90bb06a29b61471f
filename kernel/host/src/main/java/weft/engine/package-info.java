/** From a cell to snippets to JShell, and what comes of it. */
@NullMarked
package weft.engine;

import org.jspecify.annotations.NullMarked;
