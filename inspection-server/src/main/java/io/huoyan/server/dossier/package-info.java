/**
 * A vehicle's file as it leaves the house: as text, JSON, a table of measured values, and a PDF with pictures.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.dossier.VehicleDossier},
 * {@link io.huoyan.server.dossier.DossierExport}.
 */
@NullMarked
package io.huoyan.server.dossier;

import org.jspecify.annotations.NullMarked;
