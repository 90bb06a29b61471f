package weft.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Signs frames with HMAC (RFC 2104). Built on the digest alone: the {@code Mac} of the JDK, which the basekernel's
 * generator uses, loads the whole cryptography framework before the kernel can say its first word.
 *
 * <p><b>Threads.</b> Any thread; each signature starts from a copy of the keyed digests.
 */
final class Signer {

    private static final String SCHEME_PREFIX = "hmac-";

    private final MessageDigest inner;
    private final MessageDigest outer;

    /**
     * A signer for a scheme as connection files name it, for example {@code hmac-sha256}.
     *
     * @throws IllegalArgumentException for a scheme that Java does not know
     */
    Signer(String scheme, String key) {
        inner = digest(scheme);
        outer = digest(scheme);
        int block = blockSize(inner);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes.length > block ? digest(scheme).digest(bytes) : bytes, block);
        inner.update(masked(padded, 0x36));
        outer.update(masked(padded, 0x5c));
    }

    private static MessageDigest digest(String scheme) {
        if (scheme.startsWith(SCHEME_PREFIX)) {
            String name = scheme.substring(SCHEME_PREFIX.length()).toUpperCase(Locale.ROOT);
            try {
                return MessageDigest.getInstance(name.startsWith("SHA") ? "SHA-" + name.substring(3) : name);
            } catch (NoSuchAlgorithmException unknown) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("Unknown signature scheme \"" + scheme
                + "\" in the connection file; start the kernel with --Session.signature_scheme=hmac-sha256");
    }

    /** SHA-384 and SHA-512 work on blocks of 128 bytes, the shorter digests on blocks of 64. */
    private static int blockSize(MessageDigest digest) {
        return digest.getDigestLength() > 32 ? 128 : 64;
    }

    private static byte[] masked(byte[] key, int mask) {
        byte[] masked = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            masked[i] = (byte) (key[i] ^ mask);
        }
        return masked;
    }

    /** The signature in lower-case hexadecimal digits. */
    String sign(byte[]... frames) {
        try {
            MessageDigest content = (MessageDigest) inner.clone();
            for (byte[] frame : frames) {
                content.update(frame);
            }
            MessageDigest all = (MessageDigest) outer.clone();
            return HexFormat.of().formatHex(all.digest(content.digest()));
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("The JDK's digests can be copied", e);
        }
    }
}
