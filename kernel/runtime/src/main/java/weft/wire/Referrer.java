package weft.wire;

/**
 * One place in the heap that refers to an object.
 *
 * @param root where the way to it begins: a variable's name, {@code thread "worker"}, or the kind of an object that
 *     nothing named leads to
 * @param path from there, in Java's words: {@code .next}, {@code .elementData[2]}; empty where the root itself refers
 * @param holderType simple name of the class of what refers; empty where a variable does
 * @param isNamed whether the root is something with a name
 * @param isWeak whether the collector takes no notice of it
 */
public record Referrer(String root, String path, String holderType, boolean isNamed, boolean isWeak) {

    /** As one would write it in code. */
    public String name() {
        return root + path;
    }
}
