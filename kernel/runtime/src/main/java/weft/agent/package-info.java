/** The main of the user VM: loads and runs snippets, forwards output by cell and thread, serves input. */
@NullMarked
package weft.agent;

import org.jspecify.annotations.NullMarked;
