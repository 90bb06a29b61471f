/** What an editor asks about Java code, and what its author is told: completion, documentation, completeness, errors. */
@NullMarked
package weft.language;

import org.jspecify.annotations.NullMarked;
