package io.huoyan.lab.dataset;

import java.util.Locale;
import java.util.Set;

/** What names of classes in foreign data sets say about good and bad, in capitals, with underscores or hyphens too. */
public final class ClassNames {
    private static final Set<String> GOOD =
            Set.of("good", "ok", "normal", "good welding", "good weld", "no defect", "defect free", "io", "合格");
    private static final Set<String> BAD =
            Set.of("bad", "nok", "ng", "nio", "bad welding", "bad weld", "defect", "defects", "defective", "不合格");
    private static final Set<String> UNLABELLED = Set.of("unlabelled", "unlabeled", "unknown");

    private ClassNames() {}

    /** Whether a class marks what is as it should be. */
    public static boolean isGood(String name) {
        return GOOD.contains(plain(name));
    }

    /** Whether a name says of all that it marks that it is bad, and nothing more. */
    static boolean isBad(String name) {
        return BAD.contains(plain(name));
    }

    /** Whether a folder of this name says nothing about its pictures. */
    public static boolean isUnlabelled(String name) {
        return UNLABELLED.contains(plain(name));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }
}
