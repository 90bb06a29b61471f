package weft.protocol;

/** Tells a subscriber that its subscription stands. */
record IopubWelcome(String subscription) {}
