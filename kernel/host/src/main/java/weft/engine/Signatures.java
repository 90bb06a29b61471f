package weft.engine;

/** Reads the signatures that JShell writes, as in {@code boolean ArrayList<E>.add(E e)}. */
final class Signatures {

    private Signatures() {}

    /** The parameters in their parentheses; empty for what is not a method. */
    static String parameters(String signature) {
        int open = signature.indexOf('(');
        int close = signature.lastIndexOf(')');
        return open < 0 || close < open ? "" : signature.substring(open, close + 1);
    }
}
