package io.huoyan.lab.synth;

import java.util.Locale;

/**
 * Invented vehicle identification numbers of the right form: 17 characters without I, O and Q, the ninth the check
 * digit of GB 16735 (weights of ISO 3779's North American use). They begin with {@code LHYTEST}, which names no maker.
 */
final class TestVin {
    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final String LETTER_VALUES = "12345678123457923456789";
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int MODULUS = 11;

    private TestVin() {}

    /**
     * @param model one letter of the model
     * @param serial 0–999999
     */
    static String of(char model, int serial) {
        String open = "LHYTEST" + model;
        String rest = String.format(Locale.ROOT, "TH%06d", serial);
        int check = remainder(open + "0" + rest);
        return open + (check == 10 ? "X" : check) + rest;
    }

    /** The check digit's value, 0–10, of a number whose ninth character is ignored. */
    static int remainder(String vin) {
        int sum = 0;
        for (int i = 0; i < vin.length(); i++) {
            char character = vin.charAt(i);
            int letter = LETTERS.indexOf(character);
            int value = Character.digit(letter < 0 ? character : LETTER_VALUES.charAt(letter), 10);
            sum += WEIGHTS[i] * Math.max(0, value);
        }
        return sum % MODULUS;
    }
}
