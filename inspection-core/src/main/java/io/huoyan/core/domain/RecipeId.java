package io.huoyan.core.domain;

/**
 * A recipe: what is looked for, with which model, within which limits.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9._:-]}, the first a letter or digit
 */
public record RecipeId(String value) implements Comparable<RecipeId> {
    public RecipeId {
        Identifiers.checked("recipeId", value);
    }

    @Override
    public int compareTo(RecipeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
