/**
 * Vehicles' files on disk: SQLite and a folder of pictures. The only home of JDBC.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.store.SqliteVehicleFiles}.
 */
@NullMarked
package io.huoyan.server.store;

import org.jspecify.annotations.NullMarked;
