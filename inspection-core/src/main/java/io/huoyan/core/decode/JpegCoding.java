package io.huoyan.core.decode;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a JPEG file's scans are coded: frame components, Huffman tables and restart interval, as its segments define them
 * one after the other. Each method that reads a segment returns what is wrong with it, or an empty text.
 */
final class JpegCoding {
    private static final int PREFIX = 0xFF;
    private static final int TABLES = 4;
    private static final int SAMPLING_MAX = 4;
    private static final int BLOCK_PX = 8;
    private static final int COMPONENT_BYTES = 3;
    private static final int HALF_BYTE = 0x0F;

    /** A component of the frame with its sampling factors. */
    private record FrameComponent(int id, int horizontal, int vertical) {}

    private final HuffmanTable[] dc = new HuffmanTable[TABLES];
    private final HuffmanTable[] ac = new HuffmanTable[TABLES];
    private final List<FrameComponent> components = new ArrayList<>();
    private final Set<Integer> scanned = new HashSet<>();
    private int widthPx;
    private int heightPx;
    private boolean isSequential;
    private int restartInterval;

    /** Reads the components of a frame header, after its number of components. */
    String frame(int width, int height, int count, boolean sequential, ByteBuffer segment) {
        widthPx = width;
        heightPx = height;
        isSequential = sequential;
        if (segment.remaining() < COMPONENT_BYTES * count) {
            return "JPEG frame header lists fewer than its " + count + " components";
        }
        for (int i = 0; i < count; i++) {
            int id = segment.get() & PREFIX;
            int sampling = segment.get() & PREFIX;
            segment.get();
            FrameComponent component = new FrameComponent(id, sampling >> 4, sampling & HALF_BYTE);
            if (component.horizontal < 1
                    || component.horizontal > SAMPLING_MAX
                    || component.vertical < 1
                    || component.vertical > SAMPLING_MAX) {
                return "JPEG component " + id + " is sampled " + component.horizontal + " × " + component.vertical
                        + "; allowed are 1 to " + SAMPLING_MAX;
            }
            components.add(component);
        }
        return "";
    }

    String huffmanTables(ByteBuffer segment) {
        while (segment.hasRemaining()) {
            int place = segment.get() & PREFIX;
            int kind = place >> 4;
            int number = place & HALF_BYTE;
            HuffmanTable table = kind > 1 || number >= TABLES ? null : HuffmanTable.read(segment);
            if (table == null) {
                return "JPEG has a Huffman table that is none";
            }
            (kind == 0 ? dc : ac)[number] = table;
        }
        return "";
    }

    String restartInterval(ByteBuffer segment) {
        if (segment.remaining() < Short.BYTES) {
            return "JPEG restart interval is cut short";
        }
        restartInterval = Short.toUnsignedInt(segment.getShort());
        return "";
    }

    /** Whether every component was in some scan. */
    boolean isComplete() {
        return scanned.size() == components.size();
    }

    /**
     * Reads a scan header and walks over the scan's data. Of a progressive scan the header alone is proven.
     *
     * @param segment the scan header
     * @param bytes the whole file
     * @param from first entropy-coded byte
     */
    String scan(ByteBuffer segment, byte[] bytes, int from) {
        int count = segment.hasRemaining() ? segment.get() & PREFIX : 0;
        if (count < 1 || count > components.size() || segment.remaining() < 2 * count) {
            return "JPEG scan has " + count + " components; allowed are 1 to " + components.size();
        }
        List<FrameComponent> ofScan = new ArrayList<>();
        List<JpegScan.Component> coded = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = segment.get() & PREFIX;
            int tables = segment.get() & PREFIX;
            FrameComponent component =
                    components.stream().filter(c -> c.id() == id).findFirst().orElse(null);
            if (component == null || ofScan.contains(component)) {
                return "JPEG scan names component " + id + "; allowed are those of its frame, once each";
            }
            ofScan.add(component);
            scanned.add(id);
            if (isSequential) {
                JpegScan.Component walked = coded(component, count, tables);
                if (walked == null) {
                    return "JPEG scan uses a Huffman table that is not defined";
                }
                coded.add(walked);
            }
        }
        if (!isSequential) {
            return "";
        }
        int units = units(ofScan);
        int whole = new JpegScan(bytes, from).walk(coded, units, restartInterval);
        return whole == units
                ? ""
                : "JPEG scan at byte " + from + " is whole in " + whole + " of its " + units
                        + " coded units; the rest is cut off or damaged";
    }

    private JpegScan.@Nullable Component coded(FrameComponent component, int count, int tables) {
        int blocks = count == 1 ? 1 : component.horizontal() * component.vertical();
        int dcNumber = tables >> 4;
        int acNumber = tables & HALF_BYTE;
        HuffmanTable dcTable = dcNumber < TABLES ? dc[dcNumber] : null;
        HuffmanTable acTable = acNumber < TABLES ? ac[acNumber] : null;
        return dcTable == null || acTable == null ? null : new JpegScan.Component(blocks, dcTable, acTable);
    }

    /**
     * Coded units of a scan: of one component its own blocks, of several the blocks that cover the same pixels (T.81,
     * A.2).
     */
    private int units(List<FrameComponent> ofScan) {
        int horizontalMax =
                components.stream().mapToInt(FrameComponent::horizontal).max().orElse(1);
        int verticalMax =
                components.stream().mapToInt(FrameComponent::vertical).max().orElse(1);
        if (ofScan.size() > 1) {
            return blocks(widthPx, BLOCK_PX * horizontalMax) * blocks(heightPx, BLOCK_PX * verticalMax);
        }
        FrameComponent only = ofScan.get(0);
        int width = blocks(widthPx * only.horizontal(), horizontalMax);
        int height = blocks(heightPx * only.vertical(), verticalMax);
        return blocks(width, BLOCK_PX) * blocks(height, BLOCK_PX);
    }

    private static int blocks(int length, int size) {
        return (length + size - 1) / size;
    }
}
