using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// An embargo that stands only in words, at the head of a line: "EMBARGOED UNTIL 1900 GMT, 24 August 2026", "Sperrfrist: Montag, 24. August 2026, 19.00 Uhr MESZ".
/// A moment that can be read in full, zone included, is taken; anything less holds until further notice. A story on an oil embargo has none.
/// </summary>
internal static partial class EmbargoText
{
    /// <summary>The embargo that <paramref name="line"/> states; null where it states none.</summary>
    internal static Embargo? In(string line, ReadOptions options)
    {
        if (!IsMarked(line)) return null;
        if (Iso().Match(line) is { Success: true } iso && WireDate.Read(iso.Value, null) is { At: { } stated, ZoneAssumed: false, IsDay: false }) return Embargo.At(stated);
        return InWords(line, options) is { } moment ? Embargo.At(moment) : Embargo.Unclear;
    }

    /// <summary>Gives <paramref name="item"/> the embargo that <paramref name="line"/> states: of several the tightest holds. False where it states none.</summary>
    internal static bool Take(ItemDraft item, string line, WireLines lines, int at) => IsMarked(line) && Take(item, line, lines.Position(at));

    /// <inheritdoc cref="Take(ItemDraft, string, WireLines, int)"/>
    internal static bool Take(ItemDraft item, string line, WirePosition position)
    {
        if (In(line, item.Options) is not { } embargo) return false;
        if (embargo.Ambiguous) item.Note(NoteCodes.EmbargoAmbiguous, "An embargo stands in words that can't be read in full: embargoed until further notice.", position, line);
        if (item.Embargo.IsNone || embargo.IsTighterThan(item.Embargo)) item.Embargo = embargo;
        return true;
    }

    /// <summary>
    /// As <see cref="Take(ItemDraft, string, WirePosition)"/>, of a line where fields may state an embargo too. "For release" without a moment says nothing there: so begins what goes out at once.
    /// </summary>
    internal static void TakeFromNote(ItemDraft item, string line, WirePosition position)
    {
        if (IsMarked(line) && (!OnlyRelease().IsMatch(line) || In(line, item.Options) is { Ambiguous: false })) Take(item, line, position);
    }

    /// <summary>Whether a text may speak of an embargo: asked before it is looked at in earnest.</summary>
    internal static bool MayStand(ReadOnlySpan<char> text) => text.ContainsAny(Signs);

    /// <summary>The same of a text in markup, whose tags may part the words.</summary>
    internal static bool MayStandIn(StoryHtml text) => MayStand(text.Markup) || text.Markup.AsSpan().ContainsAny(Inline);

    private static readonly SearchValues<string> Inline = SearchValues.Create(["<a ", "<b>", "<em>", "<i>", "<s", "<u>", "<q>", "<cite>", "<code>"], StringComparison.Ordinal);

    /// <summary>A date and time in words with every part stated; null where one is missing or two contradict.</summary>
    private static Instant? InWords(string line, ReadOptions options)
    {
        if (Day(line) is not { } day || Clock().Matches(line) is not [{ } clock]) return null;
        var (hour, minute) = (Number(clock.Groups["h"].Value), clock.Groups["m"].Success ? Number(clock.Groups["m"].Value) : 0);
        var half = clock.Groups["half"].Value;
        if (half.Length > 0 && hour is < 1 or > 12) return null;
        if (half.StartsWith('p') || half.StartsWith('P')) hour = hour % 12 + 12;
        else if (half.Length > 0) hour %= 12;
        if (hour > 23 || minute > 59) return null;
        var local = day.AddHours(hour).AddMinutes(minute);
        if (Zone().Match(line) is { Success: true } zone) return Moment(local - Offset(zone.Value));
        return options is { ZoneAppliesToEmbargo: true, DefaultZone: { } assumed } ? Moment(local - assumed.GetUtcOffset(local)) : null;
    }

    private static DateTime? Day(string line)
    {
        if (DayFirst().Match(line) is not { Success: true } date && MonthFirst().Match(line) is not { Success: true } other) return null;
        var found = DayFirst().Match(line) is { Success: true } first ? first : MonthFirst().Match(line);
        var (day, month, year) = (Number(found.Groups["d"].Value), Months.Of(found.Groups["mon"].Value), Number(found.Groups["y"].Value));
        return month > 0 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day) : null;
    }

    // Summer time is named apart, where an agency means it: CET in August is still an hour from Greenwich, which holds longer, not shorter, than CEST.
    private static TimeSpan Offset(string zone) => zone.ToUpperInvariant() switch
    {
        "CET" or "MEZ" or "HEC" or "BST" => TimeSpan.FromHours(1),
        "CEST" or "MESZ" or "HAEC" or "EET" => TimeSpan.FromHours(2),
        "EEST" => TimeSpan.FromHours(3),
        "EDT" => TimeSpan.FromHours(-4),
        "EST" or "CDT" => TimeSpan.FromHours(-5),
        "PDT" => TimeSpan.FromHours(-7),
        "PST" => TimeSpan.FromHours(-8),
        "JST" => TimeSpan.FromHours(9),
        _ => TimeSpan.Zero,
    };

    // It stands at the head of the line: there a few words are looked for, many times faster than how they go together.
    /// <summary>Whether a line says that there is an embargo, whatever can be read of it.</summary>
    internal static bool IsMarked(string line) => line.AsSpan(0, Math.Min(line.Length, LongestHead)).ContainsAny(Signs) && Marker().IsMatch(line);

    private const int LongestHead = 120;
    private static readonly SearchValues<string> Signs = SearchValues.Create(["embargo", "sperrfrist", "not for", "not to be", "do not", "ne pas", "nicht", "release", "adv", "hfr", "frei ab", "gesperrt"], StringComparison.OrdinalIgnoreCase);

    private static Instant Moment(DateTime utc) => Instant.From(new DateTimeOffset(utc, TimeSpan.Zero));

    // The patterns ask for [0-9]: \d holds the digits of every script.
    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    // Words to editors before it, then what it is called: never a word of the story ("oil embargo").
    private const string ToEditors = @"(?:(?:eds?|editors|notes? to editors|note|attention(?: editors)?|achtung(?: redaktionen)?|advisory|important|wichtig|please note|bitte beachten|à noter|nb|press release|media release|communiqué(?: de presse)?|medienmitteilung|pressemitteilung)\b[\s:!.,*–—-]*)*";
    private const string Called = @"embargo(?:ed|é|ée|piert)?\b[\s*]*(?::|until|till|to|for|bis|jusqu|fino|hasta|tot|$|[0-9]|[–—-])|sperrfrist\b|(?:strict|strikt)(?:ly|es)? embargo(?:ed)?\b|embargo strict\b|(?:sous|under|unter)(?: strict(?:em)?| striktem)? embargo\b|news embargo\b"
        + @"|(?:strictly )?not (?:for|to be) (?:publication|publish(?:ed)?|releas(?:e|ed)|broadcast|use|used) (?:before|until)\b|do not (?:publish|release|broadcast|use) (?:before|until)\b|ne pas (?:diffuser|publier|utiliser) avant\b|nicht (?:zu )?(?:veröffentlichen|verwenden) vor\b"
        + @"|hfr\b|hold for release\b|gesperrt bis\b";
    private const string Released = @"for release\b|adv\s?[0-9][0-9]?\b|frei ab\b";

    [GeneratedRegex(@"^[\s*(\[!$–—-]*" + ToEditors + "(?:" + Called + "|" + Released + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^[\s*(\[!$–—-]*" + ToEditors + "(?:" + Released + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OnlyRelease();

    [GeneratedRegex(@"[0-9]{4}-?[0-9][0-9]-?[0-9][0-9][T ][0-9][0-9]:?[0-9][0-9](?::?[0-9][0-9](?:[.,][0-9]+)?)?\s?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\b(?<d>[0-9]{1,2})(?:\.|er|st|nd|rd|th)?\s+(?:de\s+)?(?<mon>\p{L}{3,10})\.?,?\s+(?:de\s+)?(?<y>(?:19|20)[0-9][0-9])\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\b(?<mon>\p{L}{3,10})\.?\s+(?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?<y>(?:19|20)[0-9][0-9])\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"\b(?:(?<h>[0-9]{1,2})(?:[:.h](?<m>[0-9][0-9]))(?:\s?(?<half>[ap])\.?m\b)?(?!\.?[0-9])|(?<h>[0-9][0-9])(?<m>[0-9][0-9])(?=\s(?:GMT|UTC|CES?T|ME(?:S)?Z|BST|E[DS]T|JST|hrs|Uhr))|(?<h>[0-9]{1,2})\s?(?:Uhr|h|(?<half>[ap])\.?m)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b(?:GMT|UTC|CEST|CET|MESZ|MEZ|HAEC|HEC|BST|EEST|EET|EDT|EST|CDT|PDT|PST|JST)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Zone();
}
