/** Messages as records, and their JSON. The words are those of the Jupyter messaging specification. */
@NullMarked
package weft.protocol;

import org.jspecify.annotations.NullMarked;
