package weft.language;

/** Reads the signatures that JShell writes, as in {@code boolean ArrayList<E>.add(E e)}. */
final class Signatures {

    private Signatures() {}

    /** JShell calls a record {@code Point(int x, int y)}, also where only its name is meant, as in {@code .x()} of it. */
    static String withoutComponents(String signature) {
        return signature.replaceAll("\\([^()]*\\)\\.", ".");
    }

    /** The parameters in their parentheses; empty for what is not a method. */
    static String parameters(String jshellSignature) {
        String signature = withoutComponents(jshellSignature);
        int open = signature.indexOf('(');
        int close = signature.lastIndexOf(')');
        return open < 0 || close < open ? "" : signature.substring(open, close + 1);
    }

    /** How many parameters; a comma between angle brackets separates none. */
    static int count(String signature) {
        String parameters = parameters(signature);
        if (parameters.length() <= 2) {
            return 0;
        }
        int level = 0;
        int count = 1;
        for (int i = 0; i < parameters.length(); i++) {
            char c = parameters.charAt(i);
            level += c == '<' ? 1 : c == '>' ? -1 : 0;
            count += c == ',' && level == 0 ? 1 : 0;
        }
        return count;
    }

    /** A variable as declared; in members, names without the packages that everybody knows; a class with its package. */
    static String shown(String signature) {
        if (signature.indexOf('(') < 0 && signature.indexOf(':') < 0) {
            return signature;
        }
        String variable =
                withoutComponents(signature).replaceAll("@[\\w.]+ ", "").replaceFirst("^([^():]+):(.+)$", "$2 $1");
        return variable.replaceAll("\\bjava\\.(?:lang|util|util\\.function|time)\\.(?=[A-Z])", "");
    }
}
