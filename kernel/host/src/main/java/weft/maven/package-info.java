/** Libraries from Maven repositories: settings, resolution with progress, and what to say when something is missing. */
@NullMarked
package weft.maven;

import org.jspecify.annotations.NullMarked;
