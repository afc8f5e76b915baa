package io.huoyan.lab.evaluate;

import static io.huoyan.lab.replay.PageText.escaped;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drawn pictures on the report's page: each with what was said of it, and beside it, where there is one, its map. */
final class PictureFigures {
    /** Begins the key, and the file's name, of a picture with its map over it. */
    static final String HEAT = "heat-";

    private final Map<String, String> drawn;

    /** @param drawn file names of drawn pictures by side and name */
    PictureFigures(Map<String, String> drawn) {
        this.drawn = drawn;
    }

    /** Pictures below each other and side by side, with a legend of what is drawn on them. */
    String grid(List<PictureResult> results) {
        StringBuilder html = new StringBuilder();
        results.stream()
                .filter(result -> heat(result, "a") != null)
                .findFirst()
                .flatMap(result -> result.exam().map())
                .ifPresent(map -> html.append(legend(map.meaning())));
        html.append("<div class=\"grid\">");
        results.forEach(
                result -> html.append(figure(result, "a", result.sample().name())));
        return html.append("</div>").toString();
    }

    private static String legend(ScoreMap.Meaning meaning) {
        String words =
                switch (meaning) {
                    case DISTANCE ->
                        "Right: where it was thought unlike the good pictures 与良品差异. Grey: as far from them as their"
                                + " own farthest places are, or nearer; yellow: half as far again; red: twice as far or more."
                                + " What differs as a whole only is grey all over";
                    case PROBABILITY ->
                        "Right: where a defect was thought likely 缺陷概率. Grey: probability 0.1 or less; yellow: 0.5;"
                                + " red: 0.9 or more";
                };
        return "<p class=\"path\"><i class=\"heat\"></i> " + escaped(words) + ".</p>";
    }

    /**
     * One picture.
     *
     * @param title that stands below it beside the verdict
     */
    String figure(PictureResult result, String side, String title) {
        StringBuilder html = new StringBuilder("<figure><div class=\"looks\">");
        String name = result.sample().name();
        image(html, drawn.get(side + ":" + name), name);
        image(html, heat(result, side), name + ", map");
        String word = result.exam().word();
        return html.append("</div><figcaption><span class=\"word ")
                .append(word.toLowerCase(Locale.ROOT))
                .append("\">")
                .append(word)
                .append("</span> ")
                .append(escaped(title))
                .append(String.format(Locale.ROOT, " score %.3f ", result.exam().score()))
                .append(escaped(result.exam().reason()))
                .append("</figcaption></figure>")
                .toString();
    }

    private @Nullable String heat(PictureResult result, String side) {
        return drawn.get(HEAT + side + ":" + result.sample().name());
    }

    private static void image(StringBuilder html, @Nullable String file, String words) {
        if (file != null) {
            html.append("<a href=\"").append(file).append("\"><img loading=\"lazy\" src=\"");
            html.append(file).append("\" alt=\"").append(escaped(words)).append("\"></a>");
        }
    }

    static final String STYLE =
            """
            .grid{display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start}
            figure{margin:0;background:#fff;padding:.5em;border:1px solid #dde3ea;border-radius:6px}
            figure img{max-width:292px;max-height:360px;display:block;margin-bottom:.4em}.looks{display:flex;gap:.4em}
            figcaption{width:0;min-width:100%}
            .heat{display:inline-block;width:90px;height:.8em;border:1px solid #c5ccd4;\
            background:linear-gradient(90deg,#777 0%,#b4a24c 50%,#d62424 100%)}
            """;
}
