package io.huoyan.archfixture.statics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps state that belongs to no object, and hands itself out. */
final class Keeper {
    static final AtomicLong COUNTED = new AtomicLong();
    static final ArrayList<String> GATHERED = new ArrayList<>();
    static final List<String> FIXED = List.of("steel");
    static int last;

    private Keeper() {}

    static Keeper getInstance() {
        last++;
        return new Keeper();
    }
}
