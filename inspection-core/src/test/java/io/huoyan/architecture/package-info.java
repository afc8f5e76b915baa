/**
 * The rules of the house as code, for the tests of every module.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.architecture.HouseRules} (which rules hold for a module),
 * {@link io.huoyan.architecture.ForeignLibraries} (where each library lives), {@link io.huoyan.architecture.Tidiness}
 * (what the text of a source file must not hold).
 */
@NullMarked
package io.huoyan.architecture;

import org.jspecify.annotations.NullMarked;
