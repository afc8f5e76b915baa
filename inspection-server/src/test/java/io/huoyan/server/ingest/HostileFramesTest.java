package io.huoyan.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.core.testkit.ResidentMemory;
import io.huoyan.proto.v1.Encoding;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.server.store.VehicleStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody should send: answered all the same, never with OK, on a stream that stays open. */
class HostileFramesTest {
    private static final int FRAMES = Integer.getInteger("huoyan.hostileFrames", 500);
    private static final int FIELD_FRAMES = 10_000;

    private static final int PICTURE_WIDTH_PX = 96;
    private static final int PICTURE_HEIGHT_PX = 72;

    /** A picture kept of each of the frames that hold one would be 80 MiB in one kind of ten, 198 MiB in all. */
    private static final long GROWTH_MAX_MIB = 64;

    private static final long SEED = Long.getLong("huoyan.seed", 20261121);

    private final Random random = new Random(SEED);

    /** The whole way through the house; only the network is a fake, which calls what is bright a weld. */
    private static FrameInspector pipeline(SettableClock clock) {
        AtomicLong ids = new AtomicLong();
        return FrameInspector.of(new InspectionPipeline(
                RunningIngest.CATALOG,
                Map.of(new RecipeId("body-line-live"), new DetectorFake()),
                clock,
                () -> new ResultId("r-" + ids.incrementAndGet()),
                "test"));
    }

    @Test
    void hostileFramesAreAnsweredInOrderNeverWithOkAndTheStreamStaysOpen() throws Exception {
        System.err.println("hostile frames: seed " + SEED + ", " + FRAMES + " frames");
        MemoryVehicleFiles files = new MemoryVehicleFiles();
        send(FRAMES, files, sent -> {});
        assertThat(files.recorded())
                .isNotEmpty()
                .noneMatch(inspection -> inspection.verdict().word().equals("OK"));
    }

    /** What the frames leave is on the disk, in the real store, and nowhere else. */
    @Test
    @Tag("field")
    void tenThousandHostileFramesLeaveMemoryFlat(@TempDir Path folder) throws Exception {
        List<Long> nativeMib = new ArrayList<>();
        List<Long> heapMib = new ArrayList<>();
        try (VehicleFiles files = VehicleStore.open(folder)) {
            send(2 * FIELD_FRAMES, files, sent -> {
                if (sent >= FIELD_FRAMES && sent % (FIELD_FRAMES / 5) == 0) {
                    heapMib.add(ResidentMemory.heapMib());
                    nativeMib.add(ResidentMemory.nativeMib());
                }
            });
        }
        System.err.println("at and after each fifth of " + FIELD_FRAMES + " hostile frames, as many before, seed "
                + SEED + ": heap " + heapMib + " MiB, native " + nativeMib + " MiB");
        assertThat(heapMib.get(5) - heapMib.get(0)).as("growth of the heap").isLessThan(GROWTH_MAX_MIB);
        assertThat(nativeMib.get(5) - nativeMib.get(0))
                .as("growth of native memory")
                .isLessThan(GROWTH_MAX_MIB);
    }

    private void send(int count, VehicleFiles files, Checkpoint checkpoint) throws Exception {
        SettableClock clock = new SettableClock();
        IngestServer server =
                RunningIngest.start(RunningIngest.settings(IngestLimits.defaults(), 2), pipeline(clock), files, clock);
        io.grpc.ManagedChannel channel = io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder.forAddress(
                        "127.0.0.1", server.port())
                .usePlaintext()
                .build();
        try {
            TestStream stream = new TestStream(channel);
            for (int i = 0; i < count; i++) {
                io.huoyan.proto.v1.Frame frame = hostile(i);
                FrameReply reply = stream.send(frame).next();
                assertThat(reply.getFrameNumber()).isEqualTo(frame.getFrameNumber());
                assertThat(reply.hasInspection()).as("frame %s: %s", i, reply).isFalse();
                assertThat(reply.getRefusal().getMessage()).as("frame %s", i).isNotEmpty();
                assertThat(reply.getRefusal().getCode().getNumber())
                        .as("frame %s: %s", i, reply.getRefusal())
                        .isIn(3, 13);
                checkpoint.after(i + 1);
            }
            assertThat(stream.isOpen()).isTrue();
            assertThat(server.heldBytes()).isZero();
            assertThat(MatScope.openMats()).isZero();
        } finally {
            channel.shutdownNow();
            server.close();
        }
    }

    private interface Checkpoint {
        void after(int sent) throws IOException;
    }

    private io.huoyan.proto.v1.Frame hostile(int i) throws IOException {
        io.huoyan.proto.v1.Frame.Builder frame = TestFrames.frame("cam-" + (1 + i % 3), i, "x").toBuilder();
        return switch (i % 10) {
            case 0 -> frame.setData(bytes(random.nextInt(5000))).build();
            case 1 ->
                frame.setEncoding(Encoding.ENCODING_JPEG)
                        .setData(truncated("jpg"))
                        .build();
            case 2 -> frame.setData(truncated("png")).build();
            case 3 ->
                frame.setData(bomb(1 + random.nextInt(1 << 30), 1 + random.nextInt(1 << 30)))
                        .build();
            case 4 -> raw(frame, 0x01080001, random.nextInt(), random.nextInt());
            case 5 ->
                raw(frame, 0x010C0047, random.nextInt(5000), random.nextInt(5000)).toBuilder()
                        .setStrideBytes(random.nextInt())
                        .build();
            case 6 -> frame.setEncodingValue(4 + random.nextInt(1000)).build();
            case 7 -> frame.setStationId(text()).setVisitId(text()).build();
            case 8 ->
                frame.setExposureUs(Double.longBitsToDouble(random.nextLong() | 0x7FF0_0000_0000_0000L))
                        .build();
            default ->
                frame.setEncoding(Encoding.ENCODING_JPEG)
                        .setData(corrupt())
                        .setWidthPx(random.nextInt())
                        .build();
        };
    }

    private io.huoyan.proto.v1.Frame raw(io.huoyan.proto.v1.Frame.Builder frame, int pfnc, int widthPx, int heightPx) {
        return frame.setEncoding(Encoding.ENCODING_RAW)
                .setPfncPixelFormat(pfnc)
                .setWidthPx(widthPx)
                .setHeightPx(heightPx)
                .setData(bytes(1 + random.nextInt(3000)))
                .build();
    }

    private ByteString bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private String text() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    private byte[] picture(String format) throws IOException {
        BufferedImage picture = new BufferedImage(PICTURE_WIDTH_PX, PICTURE_HEIGHT_PX, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < PICTURE_WIDTH_PX * PICTURE_HEIGHT_PX; i++) {
            picture.setRGB(i % PICTURE_WIDTH_PX, i / PICTURE_WIDTH_PX, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, format, out);
        return out.toByteArray();
    }

    private ByteString truncated(String format) throws IOException {
        byte[] whole = picture(format);
        return ByteString.copyFrom(whole, 0, random.nextInt(whole.length - 40));
    }

    private ByteString corrupt() throws IOException {
        byte[] whole = picture("jpg");
        for (int i = 0; i < 50; i++) {
            whole[random.nextInt(whole.length)] = (byte) random.nextInt();
        }
        return ByteString.copyFrom(whole);
    }

    /** A PNG of a few bytes that says it has up to 2⁶⁰ pixels. */
    private static ByteString bomb(int widthPx, int heightPx) {
        ByteBuffer header = ByteBuffer.allocate(17)
                .put(new byte[] {'I', 'H', 'D', 'R'})
                .putInt(widthPx)
                .putInt(heightPx)
                .put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array());
        ByteBuffer png = ByteBuffer.allocate(8 + 4 + 17 + 4 + 12)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .putInt(0)
                .put(new byte[] {'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82});
        return ByteString.copyFrom(png.array());
    }
}
