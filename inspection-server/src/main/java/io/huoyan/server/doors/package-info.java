/**
 * What stands between a door and whoever knocks: the rule of the doors, TLS from PEM files, tokens and roles. Every
 * door (gRPC, MQTT, HTTP) asks here.
 *
 * <p><i>Starting points:</i> {@link io.huoyan.server.doors.Doors} says where may be listened;
 * {@link io.huoyan.server.doors.TlsFiles} makes TLS of files, {@link io.huoyan.server.doors.AccessTokens} roles of
 * tokens.
 */
@NullMarked
package io.huoyan.server.doors;

import org.jspecify.annotations.NullMarked;
