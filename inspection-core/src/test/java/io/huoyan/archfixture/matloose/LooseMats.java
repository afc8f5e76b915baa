package io.huoyan.archfixture.matloose;

import io.huoyan.core.image.MatScope;
import org.opencv.core.Mat;

/** Makes matrices that no scope owns, and two that one does. */
final class LooseMats {
    private LooseMats() {}

    static Mat madeByConstructor() {
        return new Mat();
    }

    static Mat madeByCall(Mat whole) {
        int first = 0;
        int last = first + 1;
        int unusedHere = last + 1;
        return whole.rowRange(first, Math.min(last, unusedHere));
    }

    static Mat owned(MatScope scope, Mat whole) {
        return scope.own(whole.row(0));
    }

    static Mat ownedOverSeveralLines(MatScope scope) {
        return scope.own(new Mat());
    }
}
