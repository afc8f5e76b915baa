/**
 * Test kits that several rooms of the server use.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.testkit.ChildJvm},
 * {@link io.huoyan.server.testkit.OrderSinkContract}.
 */
@NullMarked
package io.huoyan.server.testkit;

import org.jspecify.annotations.NullMarked;
