/** Line and cell magics: one class each, and the registry that finds them. */
@NullMarked
package weft.magic;

import org.jspecify.annotations.NullMarked;
