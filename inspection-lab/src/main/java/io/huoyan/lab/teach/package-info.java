/**
 * Makes memories of good parts out of good pictures, and changes them: no training, seconds a change.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.lab.teach.Teaching}.
 */
@NullMarked
package io.huoyan.lab.teach;

import org.jspecify.annotations.NullMarked;
