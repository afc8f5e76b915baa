package io.huoyan.server.store.anchor;

import io.huoyan.server.store.chain.HashChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Anchors as files {@code anchor-00000042.txt}, never changed once written. The folder should be where those who can
 * write to the store cannot: another machine's, or one that takes each file once. Thread-safe.
 */
public final class AnchorFolder {
    private static final Pattern NAME = Pattern.compile("anchor-(\\d{8,18})\\.txt");

    private final Path folder;

    public AnchorFolder(Path folder) {
        this.folder = folder;
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Numbers of the anchors that are there, in order. */
    public List<Long> numbers() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Long.parseLong(name.group(1)))
                    .sorted()
                    .toList();
        }
    }

    /** The hash of a whole anchor, hex, if it is there. */
    public Optional<String> hashOf(long number) throws IOException {
        try {
            return Optional.of(HashChain.hexOf(Files.readAllBytes(file(number))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads and checks one anchor.
     *
     * @throws IOException if it is missing, or not what the key signed
     */
    public Anchor read(long number, PublicKey key) throws IOException {
        Anchor anchor = Anchor.read(Files.readAllBytes(file(number)), key);
        if (anchor.number() != number) {
            throw new IOException("is anchor " + anchor.number() + " under another's name");
        }
        return anchor;
    }

    /**
     * Writes an anchor; it is on disk when this returns.
     *
     * @return its hash, hex
     * @throws java.nio.file.FileAlreadyExistsException if there is one of this number
     */
    public String write(Anchor anchor, AnchorKey key) throws IOException {
        Files.createDirectories(folder);
        byte[] bytes = anchor.signed(key);
        Path beside = Files.createTempFile(folder, "unfinished", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            // A link, unlike a move, takes no other's place.
            Files.createLink(file(anchor.number()), beside);
        } finally {
            Files.delete(beside);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
        return HashChain.hexOf(bytes);
    }

    private Path file(long number) {
        return folder.resolve(String.format(Locale.ROOT, "anchor-%08d.txt", number));
    }
}
