/**
 * Vehicles' files: in SQLite or PostgreSQL, one class per table or two, with a folder of pictures. With its engines in
 * {@code store.sql} the only home of JDBC.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.store.VehicleStore}.
 */
@NullMarked
package io.huoyan.server.store;

import org.jspecify.annotations.NullMarked;
