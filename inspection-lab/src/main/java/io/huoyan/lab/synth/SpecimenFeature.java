package io.huoyan.lab.synth;

/**
 * Something on a specimen that is neither a weld nor a defect.
 *
 * @param kind edge, hole, stamping, mark, fiducial
 * @param outline where it is, mm; of an edge, the border of the upper sheet
 */
public record SpecimenFeature(String kind, Outline outline) {}
