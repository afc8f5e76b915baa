package io.huoyan.server.ingest;

import io.grpc.Status;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.proto.v1.Refusal;
import org.jspecify.annotations.Nullable;

/** The one map from failures to answers: of frames to refusals inside the reply, of other calls to gRPC status. */
final class RefusalMapping {
    private RefusalMapping() {}

    /** @param recorded the recorded outcome, if one was recorded */
    static Refusal refusal(InspectionFailure failure, @Nullable ResultId recorded) {
        Refusal.Builder refusal = Refusal.newBuilder().setCode(code(failure)).setMessage(failure.message());
        if (failure instanceof InspectionFailure.InvalidField invalid) {
            refusal.setField(invalid.field());
        } else if (failure instanceof InspectionFailure.Undecodable undecodable) {
            refusal.setField(undecodable.field());
        } else if (failure instanceof InspectionFailure.Exhausted exhausted) {
            refusal.setRetryAfterMs(exhausted.retryAfterMs());
        } else if (failure instanceof InspectionFailure.Stopping stopping) {
            refusal.setRetryAfterMs(stopping.retryAfterMs());
        }
        if (recorded != null) {
            refusal.setResultId(recorded.value());
        }
        return refusal.build();
    }

    private static Refusal.Code code(InspectionFailure failure) {
        if (failure instanceof InspectionFailure.InvalidField || failure instanceof InspectionFailure.Undecodable) {
            return Refusal.Code.INVALID_ARGUMENT;
        }
        if (failure instanceof InspectionFailure.Late) {
            return Refusal.Code.DEADLINE_EXCEEDED;
        }
        if (failure instanceof InspectionFailure.Exhausted) {
            return Refusal.Code.RESOURCE_EXHAUSTED;
        }
        if (failure instanceof InspectionFailure.Stopping) {
            return Refusal.Code.UNAVAILABLE;
        }
        return Refusal.Code.INTERNAL;
    }

    /** Of a call other than a frame. */
    static Status status(Throwable failure) {
        if (failure instanceof StoreException) {
            return Status.UNAVAILABLE.withDescription("the vehicles' files cannot be reached: " + failure.getMessage());
        }
        if (failure instanceof InvalidRequestException) {
            return Status.INVALID_ARGUMENT.withDescription(failure.getMessage());
        }
        return Status.INTERNAL.withDescription("a fault of the server: " + failure);
    }

    /**
     * A request other than a frame whose field is at fault. The message names the field, the value, the allowed value.
     */
    static final class InvalidRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidRequestException(String message) {
            super(message);
        }
    }
}
