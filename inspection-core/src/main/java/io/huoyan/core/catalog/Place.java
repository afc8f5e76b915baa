package io.huoyan.core.catalog;

/**
 * Where something is written.
 *
 * @param file path relative to the catalog's folder
 * @param line from 1; 0 means the file as a whole
 */
record Place(String file, int line) {
    static Place of(String file) {
        return new Place(file, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
