/** ZeroMQ channels, signatures and the connection file; the only importer of the basekernel's channel classes. */
@NullMarked
package weft.transport;

import org.jspecify.annotations.NullMarked;
