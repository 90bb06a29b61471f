/** MIME bundles, the display functions that a cell may call, and the renderers behind them. */
@NullMarked
package weft.display;

import org.jspecify.annotations.NullMarked;
