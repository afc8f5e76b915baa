package io.huoyan.server.store;

import java.nio.file.Path;

/**
 * What a check believes.
 *
 * @param folder of the anchors
 * @param publicKeyFile public half of the key that signed them (PEM)
 */
public record AnchorTrust(Path folder, Path publicKeyFile) {}
