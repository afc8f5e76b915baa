package io.huoyan.lab.replay;

/** What the lab's report pages have in common. */
public final class PageText {
    private PageText() {}

    /** Text that a page may hold as it is. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The look of the pages. */
    public static final String STYLE =
            """
            body{font:14px/1.45 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:1280px;\
            padding:0 1em;color:#1c2530;background:#fafbfc}
            h1 small,h3 small{color:#667;font-weight:normal}.path{color:#667}
            .tiles{display:flex;gap:.7em;flex-wrap:wrap}
            .tile{background:#fff;border:1px solid #dde3ea;border-left:5px solid #9aa7b5;border-radius:6px;padding:.5em .9em}
            .tile b{display:block;font-size:1.5em}.tile.ok{border-left-color:#2f9e53}.tile.nok{border-left-color:#d93a30}
            .tile.review{border-left-color:#e0a012}.tile.failed{border-left-color:#7b3fb5}
            section{background:#fff;border:1px solid #dde3ea;border-radius:6px;margin:1em 0;padding:.2em 1em 1em}
            .row{display:flex;gap:1.2em;flex-wrap:wrap}.pictures{flex:0 0 auto;max-width:560px}
            .pictures img{display:block;margin-bottom:.5em;max-width:240px}.pictures img.weld{max-width:540px}
            .values{flex:1 1 420px;min-width:0;overflow-x:auto}
            table{border-collapse:collapse;margin:.4em 0}th,td{border:1px solid #e3e8ee;padding:.15em .5em;text-align:left}
            th{background:#f1f4f7;font-weight:600}tr.rejected td{background:#fdecea}
            tr.not_proven td,tr.not_judgeable td{background:#fff5df}
            .word{color:#fff;border-radius:3px;padding:0 .45em;font-weight:600}.word.ok{background:#2f9e53}
            .word.nok{background:#d93a30}.word.review{background:#e0a012}.word.failed{background:#7b3fb5}
            .filters label{margin-right:1em}
            """;
}
