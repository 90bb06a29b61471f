package weft.threads;

/** A freed object was used, retained or released: in C memory that may hold anything by now, here an error with names. */
public final class UseAfterFree extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    UseAfterFree(String name, String verb, String freedBy) {
        super("use after free: \"" + name + "\" was freed by \"" + freedBy + "\" and is " + verb + " by \""
                + Thread.currentThread().getName() + "\"; each reference must be retained once and released once");
    }
}
