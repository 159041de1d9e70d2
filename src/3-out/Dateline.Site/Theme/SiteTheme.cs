using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.News;
using Dateline.Store.Sites;

namespace Dateline.Site;

/// <summary>Two colours of a theme that are read against each other.</summary>
/// <param name="Field">The field of the theme that decides it.</param>
/// <param name="Pair">Which pair, as a stable word: "accent", "accent-dark", "ink", "muted", "held".</param>
/// <param name="Ratio">Their contrast, 1 to 21.</param>
public sealed record ThemeContrast(string Field, string Pair, double Ratio)
{
    /// <summary>The least that letters need (WCAG 2.2, 1.4.3, level AA).</summary>
    public const double Readable = 4.5;

    /// <summary>Whether it can be read.</summary>
    public bool IsReadable => Ratio >= Readable;
}

/// <summary>
/// How a site looks: its colours by day and by night, its letters, widths and corners, its layout, and what stands in the places around its stories. Small on purpose: what can be chosen is a choice of things that
/// read well, and a colour that could not be read is refused.
/// </summary>
public sealed partial class SiteTheme
{
    private const string White = "#ffffff", DarkPaper = "#111418", DarkWash = "#181c21", Ink = "#14171a", Muted = "#5b6470", Held = "#a14b00", DarkInk = "#0b1020", UsualAccent = "#0b5fff";

    // Letters that are on readers' machines: a page asks nobody for a font.
    private static readonly Dictionary<string, string> LetterStacks = new(StringComparer.Ordinal)
    {
        ["serif"] = """Charter,"Iowan Old Style","Bitstream Charter","Source Serif 4",Georgia,"Noto Serif",serif""",
        ["sans"] = """system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif""",
        ["old-style"] = """Palatino,"Iowan Old Style","Palatino Linotype","URW Palladio L","Book Antiqua",P052,serif""",
        ["slab"] = """Rockwell,"Rockwell Nova","Roboto Slab","DejaVu Serif","Sitka Small",serif""",
        ["humanist"] = """Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif""",
    };

    private static readonly Dictionary<string, string> Sizes = new(StringComparer.Ordinal) { ["small"] = "1.125rem", ["medium"] = "1.25rem", ["large"] = "1.375rem" };
    private static readonly Dictionary<string, string> Widths = new(StringComparer.Ordinal) { ["narrow"] = "38rem", ["medium"] = "42.5rem", ["wide"] = "47rem" };
    private static readonly Dictionary<string, string> Rounds = new(StringComparer.Ordinal) { ["square"] = "0px", ["soft"] = "4px", ["round"] = "10px" };

    private SiteTheme(ThemeChoice choice) => Choice = choice;

    /// <summary>The look where nothing is chosen.</summary>
    public static SiteTheme Plain { get; } = new(new());

    /// <summary>What may be written in the fields that are no colours, the usual one first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Words { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["headlines"] = [.. LetterStacks.Keys],
        ["letters"] = ["sans", .. LetterStacks.Keys.Where(k => k != "sans")],
        ["size"] = ["medium", "small", "large"],
        ["width"] = ["medium", "narrow", "wide"],
        ["corners"] = ["soft", "square", "round"],
        ["masthead"] = ["plain", "centre", "band"],
        ["layout"] = ["classic", "columns"],
        ["mostRead"] = ["below", "above", "none"],
        ["house"] = ["everywhere", "fronts", "stories", "none"],
    };

    /// <summary>What was chosen.</summary>
    public ThemeChoice Choice { get; }

    /// <summary>The accent on the paper, "#0b5fff"; null: the usual.</summary>
    public string? Accent => Choice.Accent;

    /// <summary>The accent on the dark paper; null: the usual.</summary>
    public string? DarkAccent => Choice.AccentDark ?? (Accent is { } accent ? Lightened(accent) : null);

    /// <summary>"classic": one column, day by day; "columns": two columns of stories beside each other.</summary>
    public string Layout => Choice.Layout ?? Words["layout"][0];

    /// <summary>Where what was read most stands on a front: "below" the newest, "above" them, or "none".</summary>
    internal string MostRead => Choice.MostRead ?? Words["mostRead"][0];

    /// <summary>Whether the house's own words stand under fronts, or under stories.</summary>
    internal bool HasHouse(bool isFront) => (Choice.House ?? Words["house"][0]) switch { "none" => false, "fronts" => isFront, "stories" => !isFront, _ => true };

    /// <summary>Reads a choice. Each refusal says what can be chosen.</summary>
    public static Outcome<SiteTheme> Read(ThemeChoice choice)
    {
        foreach (var (name, colour) in Colours(choice))
            if (colour is not null && !Colour().IsMatch(colour)) return Refused(name, $"\"{colour}\" is not a colour. Write it like #0b5fff.");
        foreach (var (name, word) in Chosen(choice))
            if (word is not null && !Words[name].Contains(word)) return Refused(name, $"\"{word}\" is none of what {name} can be. Write one of {string.Join(", ", Words[name])}.");
        if (Contrasts(choice).FirstOrDefault(c => !c.IsReadable) is not { } pale) return new SiteTheme(choice);
        var value = Colours(choice).First(c => c.Name == pale.Field).Value;
        return Refused(pale.Field, string.Create(CultureInfo.InvariantCulture,
            $"{value} has a contrast of {pale.Ratio:0.0} where letters need {ThemeContrast.Readable} to be read. Take a {(pale.Field == "accent" ? "darker" : "lighter")} one."));
    }

    /// <summary>Every pair of colours that letters are read in, with its contrast. A field that is no colour has none.</summary>
    public static IReadOnlyList<ThemeContrast> Contrasts(ThemeChoice choice)
    {
        if (Colours(choice).Any(c => c.Value is { } colour && !Colour().IsMatch(colour))) return [];
        var (paper, accent) = (choice.Paper ?? White, choice.Accent ?? UsualAccent);
        var wash = Wash(paper);
        // The paper first: where nothing can be read on it, it is not the accent that is wrong.
        var pairs = new List<ThemeContrast>();
        if (choice.Paper is not null)
            pairs.AddRange([new("paper", "ink", Contrast(Ink, wash)), new("paper", "muted", Contrast(Muted, wash)), new("paper", "held", Contrast(Held, wash))]);
        pairs.Add(new("accent", "accent", Math.Min(Contrast(accent, paper), Contrast(accent, wash))));
        if ((choice.AccentDark ?? (choice.Accent is null ? null : Lightened(accent))) is { } dark) pairs.Add(new("accentDark", "accent-dark", Math.Min(Contrast(dark, DarkPaper), Contrast(dark, DarkWash))));
        return pairs;
    }

    /// <summary>What it adds to the style sheet.</summary>
    internal string Style(Func<string, string> resource)
    {
        var own = "";
        if (Choice.Headlines is { } headlines) own += $"--serif: {LetterStacks[headlines]};";
        if (Choice.Letters is { } others) own += $"--sans: {LetterStacks[others]};";
        if (Choice.Size is { } size) own += $"--size: {Sizes[size]};";
        if (Choice.Width is { } width) own += $"--measure: {Widths[width]};";
        if (Choice.Corners is { } corners) own += $"--round: {Rounds[corners]};";
        if (Accent is { } accent) own += $"--accent: {accent};--on-accent: {On(accent)};--band: {accent};--on-band: {On(accent)};";
        var style = own.Length == 0 ? "" : $":root {{ {own} }}\n";
        if (Choice.Paper is { } paper) style += $"@media screen {{ :root {{ --paper: {paper};--wash: {Wash(paper)};--line: {Mixed(paper, Ink, 0.11)}; }} }}\n";
        var night = Choice.Paper is null ? "" : $"--paper: {DarkPaper};--wash: {DarkWash};--line: #2a2f36;";
        if (DarkAccent is { } dark) night += $"--accent: {dark};--on-accent: {On(dark)};";
        if (night.Length > 0) style += $"@media screen and (prefers-color-scheme: dark) {{ :root {{ {night} }} }}\n";
        if (Layout != Words["layout"][0]) style += resource(Layout + ".css");
        return Choice.Masthead is { } masthead && masthead != Words["masthead"][0] ? style + resource(masthead + ".css") : style;
    }

    private static (string Name, string? Value)[] Colours(ThemeChoice c) => [("accent", c.Accent), ("accentDark", c.AccentDark), ("paper", c.Paper)];

    private static (string Name, string? Value)[] Chosen(ThemeChoice c) =>
        [("headlines", c.Headlines), ("letters", c.Letters), ("size", c.Size), ("width", c.Width), ("corners", c.Corners), ("masthead", c.Masthead), ("layout", c.Layout), ("mostRead", c.MostRead), ("house", c.House)];

    private static Refusal Refused(string name, string message) => new("site-theme", message, name);

    // The letters on a button of this colour: whichever of the two reads better.
    private static string On(string colour) => Contrast(colour, White) >= Contrast(colour, DarkInk) ? White : DarkInk;

    private static string Wash(string paper) => paper == White ? "#f6f7f9" : Mixed(paper, Ink, 0.04);

    // Towards white, a tenth at a time, until it can be read by night.
    private static string Lightened(string colour)
    {
        for (var step = 0; step <= 10; step++)
            if (Mixed(colour, White, step / 10.0) is var lighter && Contrast(lighter, DarkPaper) >= ThemeContrast.Readable + 1) return lighter;
        return White;
    }

    // A part of the way from one colour to another.
    private static string Mixed(string from, string to, double part)
    {
        var (a, b) = (Channels(from), Channels(to));
        return "#" + string.Concat(a.Select((c, i) => ((int)(c + (b[i] - c) * part)).ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").</summary>
    internal static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var linear = Channels(colour).Select(c => c / 255).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double[] Channels(string colour) => [.. new[] { 1, 3, 5 }.Select(at => (double)int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();
}
