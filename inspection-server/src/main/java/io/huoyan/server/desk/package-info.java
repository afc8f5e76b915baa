/**
 * What moves orders besides a visit's result: commands of the MES, decisions of QA, the broker's acknowledgement, the
 * passing of time. And the gate: may this vehicle leave?
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.desk.OrderDesk}, {@link io.huoyan.server.desk.ReviewDesk},
 * {@link io.huoyan.server.desk.GateKeeper}.
 */
@NullMarked
package io.huoyan.server.desk;

import org.jspecify.annotations.NullMarked;
