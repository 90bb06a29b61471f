/** Installing and removing the kernel spec, and the command line of the kernel's jar. */
@NullMarked
package weft.install;

import org.jspecify.annotations.NullMarked;
