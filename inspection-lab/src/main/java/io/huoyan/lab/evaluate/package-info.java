/**
 * Holds what is seen against what labelled pictures say: average precision as COCO defines it, pixels, pictures,
 * verdicts; as figures, as a report with every miss, and two models side by side.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.lab.evaluate.Evaluator}, which runs a set past an
 * {@link io.huoyan.lab.evaluate.Examiner}; {@link io.huoyan.lab.evaluate.Evaluation}, what it came to.
 */
@NullMarked
package io.huoyan.lab.evaluate;

import org.jspecify.annotations.NullMarked;
