using System.Text.RegularExpressions;

namespace Dateline.Site.Reading;

/// <summary>French sets a space before : ; ? ! and within « and », at which no line may break: a headline never begins a line with a colon.</summary>
internal static partial class FrenchSpaces
{
    /// <summary>A line of text as it is shown.</summary>
    /// <param name="text">The text, as somebody typed it.</param>
    /// <param name="language">Its language.</param>
    internal static string Kept(string text, string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) && text.Contains(' ', StringComparison.Ordinal) ? Loose().Replace(text, "\u00a0") : text;

    [GeneratedRegex("(?<=\\S) (?=[:;?!»])|(?<=«) ", RegexOptions.CultureInvariant)]
    private static partial Regex Loose();
}
