/** From layout to SVG, HTML, text, PNG and trace files. Pure functions: the same layout gives the same bytes. */
@NullMarked
package weft.timeline.render;

import org.jspecify.annotations.NullMarked;
