package weft.language;

/**
 * A name that code declares, as far as a reading without a compiler can tell.
 *
 * @param type of a variable its type, of a method what it returns, of a class {@code class}, {@code record} …
 * @param parameters of a method {@code (int a, String b)}; else empty
 * @param start where its declaration begins
 */
record Declared(Kind kind, String name, String type, String parameters, int start) {

    enum Kind {
        VARIABLE,
        METHOD,
        TYPE
    }
}
