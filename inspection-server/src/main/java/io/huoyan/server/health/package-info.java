/**
 * How the server is: numbers for Prometheus, and probes.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.health.ServerMeters},
 * {@link io.huoyan.server.health.HealthEndpoint}.
 */
@NullMarked
package io.huoyan.server.health;

import org.jspecify.annotations.NullMarked;
