/** javac, as JShell uses it: by means that its module exports to JShell alone. */
@NullMarked
package weft.javac;

import org.jspecify.annotations.NullMarked;
