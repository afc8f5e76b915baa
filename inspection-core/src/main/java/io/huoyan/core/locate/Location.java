package io.huoyan.core.locate;

import java.util.List;

/** Where the welds of a view are in one picture, or why that cannot be said. */
public sealed interface Location {
    /**
     * The part was found.
     *
     * @param registration how this picture's pixels map to the part's millimetres
     * @param welds the welds asked for, in the order asked; one whose patches are all outside the picture has
     *     {@code visibleShare} 0
     */
    record Registered(Registration registration, List<LocatedWeld> welds) implements Location {
        public Registered {
            welds = List.copyOf(welds);
        }
    }

    /**
     * The part was not found where the calibration says, so that nothing may be measured.
     *
     * @param message one sentence with what was found and what is allowed
     * @param found fiducials found
     * @param expected fiducials the view has
     * @param residualMm RMS distance of the fiducials found from where the best map puts them; 0 where none could be
     *     made
     */
    record Unregistered(String message, int found, int expected, double residualMm) implements Location {}
}
