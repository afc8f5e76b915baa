package io.huoyan.lab.dataset;

import java.util.Locale;
import java.util.Set;

/**
 * What names of classes in foreign data sets say about good and bad, in capitals, with underscores, hyphens or dots
 * too. The rows of {@link ClassMapping} for whole beads say it as well.
 */
public final class ClassNames {
    private static final Set<String> GOOD = Set.of("good", "ok", "normal", "no defect", "defect free", "io", "合格");
    private static final Set<String> BAD = Set.of("bad", "nok", "ng", "nio", "defect", "defects", "defective", "不合格");
    private static final Set<String> UNLABELLED = Set.of("unlabelled", "unlabeled", "unknown");

    private ClassNames() {}

    /** Whether a class marks what is as it should be. */
    public static boolean isGood(String name) {
        return GOOD.contains(plain(name)) || means(name, ClassMapping.GOOD_WELD);
    }

    /** Whether a name says of all that it marks that it is bad, and nothing more. */
    static boolean isBad(String name) {
        return BAD.contains(plain(name)) || means(name, ClassMapping.BAD_WELD);
    }

    /** Whether a folder of this name says nothing about its pictures. */
    public static boolean isUnlabelled(String name) {
        return UNLABELLED.contains(plain(name));
    }

    /** Whether a class marks defects: neither what is good, nor the weld itself, good or not. */
    public static boolean marksDefects(String name) {
        return !isGood(name)
                && !isUnlabelled(name)
                && !means(name, ClassMapping.SEAM)
                && !means(name, ClassMapping.SPOT);
    }

    /**
     * A name in small letters and digits, of whichever script, with one blank for whatever else stands between them.
     * Letters of another script may deny what the rest says: {@code 无 crack} is no crack.
     */
    public static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static boolean means(String name, ClassMapping row) {
        return ClassMapping.of(name).filter(row::equals).isPresent();
    }
}
