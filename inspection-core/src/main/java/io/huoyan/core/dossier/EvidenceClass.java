package io.huoyan.core.dossier;

/** How long something is kept depends on what it shows. */
public enum EvidenceClass {
    /** Entries of the file: inspections, visits, orders, decisions. */
    RESULT,
    /** Pictures of a weld that was NOK, or that an order names. */
    DEFECT,
    /** All other pictures. */
    OTHER
}
