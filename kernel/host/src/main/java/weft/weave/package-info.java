/** Bytecode of cells, rewritten between the compiler and the user VM: real modifiers, stop guards, cell lines. */
@NullMarked
package weft.weave;

import org.jspecify.annotations.NullMarked;
