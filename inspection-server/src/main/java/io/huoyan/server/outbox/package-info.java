/**
 * From the outbox to a sink: what was written with a verdict leaves the house, in order per vehicle, until it is
 * acknowledged.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.outbox.OutboxDispatcher}, {@link io.huoyan.server.outbox.Outbox}.
 */
@NullMarked
package io.huoyan.server.outbox;

import org.jspecify.annotations.NullMarked;
