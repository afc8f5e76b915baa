/**
 * Orders and visit results over MQTT 5, as {@code docs/mqtt.md} has it; the embedded broker; a subscriber as an MES
 * would have one. The only home of Paho and HiveMQ.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.mqtt.PahoOrderSink}, {@link io.huoyan.server.mqtt.MesDoor},
 * {@link io.huoyan.server.mqtt.Topics}, {@link io.huoyan.server.mqtt.EmbeddedBroker},
 * {@link io.huoyan.server.mqtt.OrderSubscriber}.
 */
@NullMarked
package io.huoyan.server.mqtt;

import org.jspecify.annotations.NullMarked;
