/**
 * What the engineer writes: products and weld plans, stations, views and their calibration, recipes, standards, the
 * names of defects. Read from YAML and CSV once at start, whole; all faults are told at once with file and line.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.catalog.Catalog}, {@link io.huoyan.core.catalog.Weld},
 * {@link io.huoyan.core.catalog.Recipe}.
 */
@NullMarked
package io.huoyan.core.catalog;

import org.jspecify.annotations.NullMarked;
