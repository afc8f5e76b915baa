package io.huoyan.core.decode;

import java.util.Arrays;
import java.util.Optional;

/** Pixel formats that are read, named as GenICam PFNC names them; compressed ones by the name of their file format. */
public enum PixelFormat {
    MONO8("Mono8", 0x01080001),
    MONO12P("Mono12p", 0x010C0047),
    BAYER_RG8("BayerRG8", 0x01080009),
    RGB8("RGB8", 0x02180014),
    JPEG("JPEG", 0),
    PNG("PNG", 0);

    private final String pfncName;
    private final int pfncValue;

    PixelFormat(String pfncName, int pfncValue) {
        this.pfncName = pfncName;
        this.pfncValue = pfncValue;
    }

    public String pfncName() {
        return pfncName;
    }

    /** PFNC value; 0 for a compressed format. */
    public int pfncValue() {
        return pfncValue;
    }

    public boolean isCompressed() {
        return pfncValue == 0;
    }

    public static Optional<PixelFormat> ofPfncValue(int value) {
        return Arrays.stream(values())
                .filter(f -> !f.isCompressed() && f.pfncValue == value)
                .findFirst();
    }
}
