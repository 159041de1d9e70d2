using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Site;

/// <summary>
/// How a site looks: its accent by day and by night, its letters, its layout. Small on purpose: what can be chosen is a choice of things that read well, and a colour that
/// could not be read is refused.
/// </summary>
public sealed partial record SiteTheme
{
    private const double Readable = 4.5; // WCAG 2.2, 1.4.3
    private const string Paper = "#ffffff", DarkPaper = "#111418", Ink = "#ffffff", DarkInk = "#0b1020";

    // Letters that are on readers' machines: a page asks nobody for a font.
    private static readonly Dictionary<string, string> Letters = new(StringComparer.Ordinal)
    {
        ["serif"] = """Charter,"Iowan Old Style","Bitstream Charter","Source Serif 4",Georgia,"Noto Serif",serif""",
        ["sans"] = """system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif""",
        ["old-style"] = """Palatino,"Iowan Old Style","Palatino Linotype","URW Palladio L","Book Antiqua",P052,serif""",
        ["slab"] = """Rockwell,"Rockwell Nova","Roboto Slab","DejaVu Serif","Sitka Small",serif""",
        ["humanist"] = """Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif""",
    };

    private static readonly string[] Layouts = ["classic", "columns"];

    private SiteTheme() { }

    /// <summary>The look where nothing is chosen.</summary>
    public static SiteTheme Plain { get; } = new();

    /// <summary>The accent on white, "#0b5fff".</summary>
    public string? Accent { get; private init; }
    /// <summary>The accent on the dark paper.</summary>
    public string? DarkAccent { get; private init; }
    /// <summary>The letters of headlines and text.</summary>
    public string? HeadlineLetters { get; private init; }
    /// <summary>The letters of everything around it.</summary>
    public string? OtherLetters { get; private init; }
    /// <summary>"classic": one column, day by day; "columns": two columns of stories beside each other.</summary>
    public string Layout { get; private init; } = Layouts[0];

    /// <summary>Reads a choice; null chooses nothing. Each refusal says what can be chosen.</summary>
    public static Outcome<SiteTheme> Read(string? accent, string? darkAccent, string? headlines, string? letters, string? layout)
    {
        if (Unreadable(accent, Paper, "accent") is { } pale) return pale;
        darkAccent ??= accent is null ? null : Lightened(accent);
        if (Unreadable(darkAccent, DarkPaper, "accentDark") is { } dim) return dim;
        foreach (var (name, value) in new[] { ("headlines", headlines), ("letters", letters) })
            if (value is not null && !Letters.ContainsKey(value)) return Refused(name, $"\"{value}\" is none of the letters. Write one of {string.Join(", ", Letters.Keys)}.");
        if (layout is not null && !Layouts.Contains(layout)) return Refused("layout", $"\"{layout}\" is none of the layouts. Write one of {string.Join(", ", Layouts)}.");
        return new SiteTheme { Accent = accent, DarkAccent = darkAccent, HeadlineLetters = headlines, OtherLetters = letters, Layout = layout ?? Layouts[0] };
    }

    /// <summary>What it adds to the style sheet.</summary>
    internal string Style(Func<string, string> resource)
    {
        var own = "";
        if (HeadlineLetters is { } headlines) own += $"--serif: {Letters[headlines]};";
        if (OtherLetters is { } others) own += $"--sans: {Letters[others]};";
        if (Accent is { } accent) own += $"--accent: {accent};--on-accent: {On(accent)};";
        var style = own.Length == 0 ? "" : $":root {{ {own} }}\n";
        if (DarkAccent is { } dark) style += $"@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark};--on-accent: {On(dark)}; }} }}\n";
        return Layout == Layouts[0] ? style : style + resource(Layout + ".css");
    }

    private static Refusal? Unreadable(string? colour, string paper, string name)
    {
        if (colour is null) return null;
        if (!Colour().IsMatch(colour)) return Refused(name, $"\"{colour}\" is not a colour. Write it like #0b5fff.");
        var contrast = Contrast(colour, paper);
        return contrast >= Readable ? null : Refused(name, string.Create(CultureInfo.InvariantCulture, $"{colour} on {paper} has a contrast of {contrast:0.0}, and letters need {Readable} to be read. Take a {(paper == Paper ? "darker" : "lighter")} one."));
    }

    private static Refusal Refused(string name, string message) => new("site-theme", message, name);

    // The letters on a button of this colour: whichever of the two reads better.
    private static string On(string colour) => Contrast(colour, Ink) >= Contrast(colour, DarkInk) ? Ink : DarkInk;

    // Towards white, a tenth at a time, until it can be read by night.
    private static string Lightened(string colour)
    {
        for (var step = 0; step <= 10; step++)
        {
            var lighter = "#" + string.Concat(Channels(colour).Select(c => ((int)(c + (255 - c) * step / 10)).ToString("x2", CultureInfo.InvariantCulture)));
            if (Contrast(lighter, DarkPaper) >= Readable + 1) return lighter;
        }
        return Paper;
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
