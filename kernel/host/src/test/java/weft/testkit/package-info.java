/** What tests of several packages share: clients, engines and kernels that exist only for them. */
@NullMarked
package weft.testkit;

import org.jspecify.annotations.NullMarked;
