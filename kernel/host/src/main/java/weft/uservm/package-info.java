/** The user VM seen from outside: start it, talk to it, interrupt it, replace it. */
@NullMarked
package weft.uservm;

import org.jspecify.annotations.NullMarked;
