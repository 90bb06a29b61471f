/** The lessons' library: helpers that read well on a slide, and the classes each lesson is about. */
@NullMarked
package weft.threads;

import org.jspecify.annotations.NullMarked;
