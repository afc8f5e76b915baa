/**
 * QA's door: one page with the doubtful welds and their pictures, and the same as JSON for the command line.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.web.ReviewServer}, {@link io.huoyan.server.web.ReviewPage}.
 */
@NullMarked
package io.huoyan.server.web;

import org.jspecify.annotations.NullMarked;
