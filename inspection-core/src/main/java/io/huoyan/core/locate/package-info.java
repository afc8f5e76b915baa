/**
 * Where the welds are: registration of the part in the view, the plan projected into it, one patch per weld (a row of
 * them along a long seam).
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.locate.Locator}, {@link io.huoyan.core.locate.WeldPatch},
 * {@link io.huoyan.core.locate.Registration}.
 */
@NullMarked
package io.huoyan.core.locate;

import org.jspecify.annotations.NullMarked;
