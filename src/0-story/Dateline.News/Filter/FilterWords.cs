namespace Dateline.News;

/// <summary>How filters and routes look for words in a line or a text: in any case, and as whole words where a line is a list of words.</summary>
public static class FilterWords
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "and", "or", "not" };

    /// <summary>Whether a line has <paramref name="word"/> as a word (or words) of its own.</summary>
    public static bool HasWord(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !char.IsLetterOrDigit(line[at - 1])) && (at + word.Length == line.Length || !char.IsLetterOrDigit(line[at + word.Length]))) return true;
        return false;
    }

    /// <summary>Whether headline, dek or text have <paramref name="words"/>.</summary>
    public static bool Contains(StoryContent content, string words) =>
        content.Headline?.Text.Contains(words, StringComparison.OrdinalIgnoreCase) == true
        || content.Dek?.Contains(words, StringComparison.OrdinalIgnoreCase) == true
        || content.Body.PlainText.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is in a language that was asked for: "en" takes "en-GB" too.</summary>
    public static bool IsLanguage(Language language, string wanted) =>
        language.Tag.Equals(wanted, StringComparison.OrdinalIgnoreCase) || language.Primary.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>A value as a filter writes it: in quotes where it would be read as something else.</summary>
    internal static string Quoted(string value) =>
        value.Split(' ').All(w => w.Length > 0 && !Reserved.Contains(w) && w.All(c => char.IsLetterOrDigit(c) || c is ':' or '.' or '-' or '_' or '*' or '/' or '&' or '\'')) ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
