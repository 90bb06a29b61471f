/** The timeline as immutable records: lanes, spans, marks and links, and the questions one can ask of them. */
@NullMarked
package weft.timeline.model;

import org.jspecify.annotations.NullMarked;
