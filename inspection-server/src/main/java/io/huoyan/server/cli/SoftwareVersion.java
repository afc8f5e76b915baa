package io.huoyan.server.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of this build, from the jar's manifest; {@code development} when run from classes. */
final class SoftwareVersion {
    private SoftwareVersion() {}

    static String number() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"huoyan " + number()};
        }
    }
}
