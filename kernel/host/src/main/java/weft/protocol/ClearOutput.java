package weft.protocol;

import com.google.gson.annotations.SerializedName;

/** Removes the output of a cell: at once, or when the next output comes. */
public record ClearOutput(@SerializedName("wait") boolean waitsForOutput) {}
