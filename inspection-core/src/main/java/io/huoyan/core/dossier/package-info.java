/**
 * One quality file per vehicle (一车一档): its entries, and the port through which they are written together with the
 * orders that follow from them.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.dossier.VehicleFiles}, {@link io.huoyan.core.dossier.DossierEntry}.
 */
@NullMarked
package io.huoyan.core.dossier;

import org.jspecify.annotations.NullMarked;
