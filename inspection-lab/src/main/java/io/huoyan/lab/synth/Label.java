package io.huoyan.lab.synth;

/** What the network is asked for at each pixel, in the order of its outputs. Not exclusive. */
public enum Label {
    SEAM(0, "seam"),
    SPOT(1, "spot"),
    CRACK(2, "crack"),
    PORE(3, "pore"),
    EXCESS(4, "excess"),
    SPATTER(5, "spatter"),
    BURN_THROUGH(6, "burn-through");

    private final int index;
    private final String modelLabel;

    Label(int index, String modelLabel) {
        this.index = index;
        this.modelLabel = modelLabel;
    }

    /** Place among the network's outputs, and number of this label's bit in a label byte. */
    public int index() {
        return index;
    }

    /** The bit of this label in a label byte. */
    public byte bit() {
        return (byte) (1 << index);
    }

    /** Name as model.yaml and the catalog write it. */
    public String modelLabel() {
        return modelLabel;
    }

    /** Whether {@code labels}, one label byte, has this label. */
    public boolean isIn(byte labels) {
        return (labels & bit()) != 0;
    }
}
