namespace Dateline.Formats.Html;

/// <summary>
/// A rough look at HTML before it is parsed: the parser of HTML takes quadratic time over markup nested without end, and can be made
/// to clone thousands of unclosed formatting elements into every paragraph. Neither is worth starting on. The parsed tree is measured again.
/// </summary>
internal static class TagSoupDepth
{
    private const long MaxClones = 2_000_000;

    private static readonly HashSet<string> NeverNest = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "frame", "hr", "img", "image", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup", "option", "optgroup", "html", "head", "body", "rp", "rt",
    };

    private static readonly HashSet<string> RawText = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes" };

    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    };

    /// <summary>Whether <paramref name="html"/> may be parsed.</summary>
    public static bool IsBearable(string html)
    {
        var scan = new Scan();
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at < html.Length; at = html.IndexOf('<', at))
        {
            at = scan.Tag(html, at);
            if (scan.Depth > TagSoup.MaxDepth || scan.Clones > MaxClones) return false;
        }
        return true;
    }

    private sealed class Scan
    {
        private readonly Dictionary<string, int> _open = new(StringComparer.OrdinalIgnoreCase);
        private int _formatting;

        public int Depth { get; private set; }

        public long Clones { get; private set; }

        /// <summary>Takes the tag at <paramref name="at"/>, and says where to look on.</summary>
        public int Tag(string html, int at)
        {
            if (string.CompareOrdinal(html, at, "<!--", 0, 4) == 0) return After(html, "-->", at + 4);
            var isEnd = at + 1 < html.Length && html[at + 1] == '/';
            var start = at + (isEnd ? 2 : 1);
            if (start >= html.Length || !char.IsAsciiLetter(html[start])) return at + 1;
            var end = start;
            while (end < html.Length && html[end] is not ('>' or '/' or ' ' or '\t' or '\n' or '\r' or '\f')) end++;
            var name = html[start..end];
            var behind = BehindTag(html, end);
            if (isEnd) End(name); else Start(name, isClosed: behind >= 2 && html[behind - 2] == '/');
            return !isEnd && RawText.Contains(name) ? After(html, "</" + name, behind) : behind;
        }

        private void Start(string name, bool isClosed)
        {
            Clones += _formatting;
            if (NeverNest.Contains(name) || isClosed && IsForeign) return;
            _open[name] = _open.GetValueOrDefault(name) + 1;
            Depth++;
            if (Formatting.Contains(name)) _formatting++;
        }

        private bool IsForeign => _open.GetValueOrDefault("svg") + _open.GetValueOrDefault("math") > 0;

        private void End(string name)
        {
            if (_open.GetValueOrDefault(name) == 0) return;
            _open[name]--;
            Depth--;
            if (Formatting.Contains(name)) _formatting--;
        }

        private static int BehindTag(string html, int at)
        {
            var quote = '\0';
            for (; at < html.Length; at++)
            {
                var c = html[at];
                if (quote != '\0') { if (c == quote) quote = '\0'; }
                else if (c is '"' or '\'' && html[at - 1] == '=') quote = c;
                else if (c == '>') return at + 1;
            }
            return html.Length;
        }

        private static int After(string html, string what, int from)
        {
            var at = from < html.Length ? html.IndexOf(what, from, StringComparison.OrdinalIgnoreCase) : -1;
            return at < 0 ? html.Length : what[1] == '/' ? at : at + what.Length;
        }
    }
}
