using System.Text.RegularExpressions;
using Dateline.News;

namespace Dateline.Formats.Text;

/// <summary>
/// Which new version of a running story this is, where an agency says so only in words: "2nd Writethru. UPDATES with quotes" in the note to editors,
/// "BC-Talks, 1st Ld-Writethru" or "TALKS/ (UPDATE 1)" in the slugline.
/// </summary>
internal static partial class TakeKeys
{
    /// <summary>The take key in the note or the slugline; null where neither has one.</summary>
    internal static string? In(string? note, string? slugline) => First(AtStart(), note) ?? First(AtEnd(), slugline);

    private static string? First(Regex pattern, string? text) =>
        text is not null && text.AsSpan().ContainsAnyInRange('0', '9') && pattern.Match(text) is { Success: true } match ? NewsText.OneLine(match.Groups[1].Value) : null;

    private const string Key = @"(\d{1,2}(?:st|nd|rd|th|e|er)\s(?:Lead|Ld|Writethru|Lead-Writethru|Ld-Writethru|Add|Take|version)|UPDATE\s\d{1,2})";

    [GeneratedRegex("^" + Key + @"(?=[\s.,:;]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AtStart();

    [GeneratedRegex(@"[\s,(/]" + Key + @"\)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AtEnd();
}
