/**
 * Real, small stand-ins that tests of several rooms share.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.testkit.DrawnPicture}.
 */
@NullMarked
package io.huoyan.core.testkit;

import org.jspecify.annotations.NullMarked;
