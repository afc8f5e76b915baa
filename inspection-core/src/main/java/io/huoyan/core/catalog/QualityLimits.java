package io.huoyan.core.catalog;

/**
 * Limits of the picture checks; see the check classes for the measures.
 *
 * @param meanGreyMin darkest mean of a frame, share of full scale 0..1
 * @param meanGreyMax brightest mean of a frame, share of full scale 0..1
 * @param saturatedShareMax largest share of pixels at full scale, 0..1
 * @param blackShareMax largest share of pixels under 2 % of full scale, 0..1
 * @param contrastMin smallest standard deviation of grey, share of full scale: below it the lens is covered
 * @param sharpnessMin smallest sharpness of the edges in a weld's region, 1/px: the reciprocal of the standard
 *     deviation by which a step is smeared; 0.5 allows 2 px
 * @param glareShareMax largest share of saturated pixels in a weld's region, 0..1
 * @param visibleShareMin smallest share of a weld's region inside the picture, 0..1
 */
public record QualityLimits(
        double meanGreyMin,
        double meanGreyMax,
        double saturatedShareMax,
        double blackShareMax,
        double contrastMin,
        double sharpnessMin,
        double glareShareMax,
        double visibleShareMin) {}
