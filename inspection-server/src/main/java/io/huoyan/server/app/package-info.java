/**
 * Configuration and wiring: the one place where a server's parts are made and joined.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.app.ServerConfiguration}, {@link io.huoyan.server.app.Wiring}.
 */
@NullMarked
package io.huoyan.server.app;

import org.jspecify.annotations.NullMarked;
