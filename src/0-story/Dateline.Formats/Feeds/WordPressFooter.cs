using System.Text.RegularExpressions;

namespace Dateline.Formats.Feeds;

/// <summary>
/// WordPress, wherever its search-engine plug-ins run (since about 2012): behind each description stands "The post … appeared first on …", which is about
/// the feed and not about the story.
/// </summary>
internal static partial class WordPressFooter
{
    internal static string? Without(string? description) => description is null || Footer().Replace(description, "").Trim() is not { Length: > 0 } rest ? null : rest;

    [GeneratedRegex(@"(^|\n)The post [^\n]{1,300} (first appeared|appeared first) on [^\n]{1,200}$", RegexOptions.CultureInvariant)]
    private static partial Regex Footer();
}
