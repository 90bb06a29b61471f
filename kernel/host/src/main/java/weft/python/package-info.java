/**
 * Real Python beside Java: finds an interpreter, runs it as a child process, passes cells to it and their output back.
 * Its other half is the Python code in the resources of this package.
 */
@NullMarked
package weft.python;

import org.jspecify.annotations.NullMarked;
