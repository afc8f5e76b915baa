/**
 * The two engines that can hold a store, and the steps that bring their tables to this program's version. With the
 * tables' own statements in {@code store}, the only home of JDBC.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.store.sql.Engine}, {@link io.huoyan.server.store.sql.Database}.
 */
@NullMarked
package io.huoyan.server.store.sql;

import org.jspecify.annotations.NullMarked;
