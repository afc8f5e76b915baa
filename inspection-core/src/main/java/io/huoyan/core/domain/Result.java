package io.huoyan.core.domain;

import java.util.function.Function;

/** What was made, or the failure that kept it from being made. */
public sealed interface Result<T> {
    record Success<T>(T value) implements Result<T> {}

    record Failed<T>(InspectionFailure failure) implements Result<T> {}

    static <T> Result<T> success(T value) {
        return new Success<>(value);
    }

    static <T> Result<T> failed(InspectionFailure failure) {
        return new Failed<>(failure);
    }

    /** Goes on with the value, or hands the failure through. */
    default <U> Result<U> then(Function<? super T, Result<U>> next) {
        if (this instanceof Success<T> success) {
            return next.apply(success.value());
        }
        return new Failed<>(((Failed<T>) this).failure());
    }
}
