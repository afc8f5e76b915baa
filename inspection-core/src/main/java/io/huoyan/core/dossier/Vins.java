package io.huoyan.core.dossier;

import io.huoyan.core.domain.VehicleId;
import java.util.regex.Pattern;

/** The form of a vehicle identification number: 17 characters without I, O and Q (ISO 3779, GB 16735). */
final class Vins {
    private static final Pattern FORM = Pattern.compile("[A-HJ-NPR-Z0-9]{17}");

    private Vins() {}

    static VehicleId checked(VehicleId vin) {
        if (!FORM.matcher(vin.value()).matches()) {
            throw new IllegalArgumentException(
                    "VIN is " + vin + "; allowed are 17 characters of A-Z and 0-9 without I, O and Q (ISO 3779)");
        }
        return vin;
    }
}
