using Dateline.Formats;
using Dateline.News;

namespace Dateline.Newsroom.Api;

/// <summary>
/// Flags a line that may not say what it seems to: characters that turn the writing direction, or a word that mixes Latin with Cyrillic or
/// Greek letters ("pаypal"). Only a flag: a Cyrillic name, or a Hebrew quote, is as good as any.
/// </summary>
internal static class SuspiciousText
{
    internal static IEnumerable<ContentNote> In(StoryContent content, string at)
    {
        foreach (var (name, text) in Lines(content))
        {
            if (text is null) continue;
            if (text.Any(TurnsDirection)) yield return new(NoteCodes.SuspiciousText, $"{at}/{name}", "The line holds characters that turn the direction of writing.");
            else if (text.Split(' ', '-', '/').Any(MixesScripts)) yield return new(NoteCodes.SuspiciousText, $"{at}/{name}", "A word mixes letters of two alphabets that look alike.");
        }
    }

    private static IEnumerable<(string Name, string? Text)> Lines(StoryContent content) =>
        [("headline", content.Headline?.Text), ("dek", content.Dek), ("slugline", content.Slugline?.Text), ("dateline", content.Placeline?.Text)];

    private static bool TurnsDirection(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool MixesScripts(string word) => word.Any(char.IsAsciiLetter) && word.Any(c => c is >= '\u0370' and <= '\u052F' && char.IsLetter(c));
}
