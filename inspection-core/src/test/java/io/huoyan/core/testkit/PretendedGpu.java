package io.huoyan.core.testkit;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import java.lang.reflect.Field;

/**
 * DJL as on a machine where it finds a GPU: whatever names no device is put there, where the tests' PyTorch, which is
 * for processors alone, refuses it.
 */
public final class PretendedGpu {
    private PretendedGpu() {}

    /** The engine must have been started. */
    public static void during(Runnable work) {
        Engine engine = Engine.getInstance();
        Device before = engine.defaultDevice();
        // Makes the manager of all managers, with the device as it is.
        engine.newBaseManager().close();
        set(engine, Device.gpu());
        try (Model nameless = Model.newInstance("nameless")) {
            if (!nameless.getNDManager().getDevice().isGpu()) {
                throw new IllegalStateException("DJL takes its device from elsewhere now; look at Engine");
            }
            work.run();
        } finally {
            set(engine, before);
        }
    }

    private static void set(Engine engine, Device device) {
        try {
            Field field = Engine.class.getDeclaredField("defaultDevice");
            field.setAccessible(true);
            field.set(engine, device);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("DJL keeps its default device elsewhere now; look at Engine", e);
        }
    }
}
