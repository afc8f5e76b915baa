package io.huoyan.archfixture.console;

/** Writes to the process's own stream from where nobody expects it. */
final class Shouter {
    private Shouter() {}

    static void shout() {
        System.out.println("here");
    }

    public static void main(String[] words) {
        System.out.println("allowed: the edge of a program");
    }
}
