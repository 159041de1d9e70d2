using System.Buffers;
using System.Text;

namespace Dateline.News;

/// <summary>How one-line text is tidied on its way into the vocabulary: one place, so that a headline is a headline everywhere.</summary>
public static class NewsText
{
    /// <summary>
    /// One line: control and format characters that are not text go, every run of white space becomes one space, ends are trimmed.
    /// Null where nothing is left: the wire did not say.
    /// </summary>
    public static string? OneLine(string? text)
    {
        if (text is null) return null;
        if (IsTidy(text)) return text.Length == 0 ? null : text;
        var line = new StringBuilder(text.Length);
        var space = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) { space = line.Length > 0; continue; }
            if (char.IsControl(c) || IsNoText(c)) continue;
            if (space) line.Append(' ');
            space = false;
            line.Append(c);
        }
        return line.Length == 0 ? null : line.ToString();
    }

    // A byte order mark, and two that are no characters (Unicode, 23.7): to put a text with U+FFFE into a normal form fails.
    private static bool IsNoText(char c) => c is '\uFEFF' or '\uFFFE' or '\uFFFF';

    private static readonly SearchValues<char> Plain = SearchValues.Create(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static bool IsTidy(string text)
    {
        // Nearly every line of a wire is ASCII with single blanks, and that is seen many characters at a time.
        if (!text.AsSpan().ContainsAnyExcept(Plain)) return text.Length == 0 || text[0] != ' ' && text[^1] != ' ' && !text.Contains("  ", StringComparison.Ordinal);
        var previous = ' ';
        foreach (var c in text)
        {
            if (c == ' ' ? previous == ' ' : c < ' ' || c >= '\u007F' && (char.IsWhiteSpace(c) || char.IsControl(c) || IsNoText(c))) return false;
            previous = c;
        }
        return text.Length == 0 || previous != ' ';
    }
}

/// <summary>The line over a story that readers see first. One line of text, never empty; no markup.</summary>
public sealed record Headline
{
    private Headline(string text) => Text = text;

    /// <summary>The words.</summary>
    public string Text { get; }

    /// <summary>A headline from <paramref name="text"/>, or null where it holds no words.</summary>
    public static Headline? From(string? text) => NewsText.OneLine(text) is { } line ? new Headline(line) : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>
/// The short keyword line by which a desk follows a story ("KESSEL-TALKS"). Not a headline: readers never see it.
/// Compare with <see cref="SameStoryAs"/>: desks change its case and separators freely.
/// </summary>
public sealed record Slugline
{
    private Slugline(string text) => Text = text;

    /// <summary>The slugline as written.</summary>
    public string Text { get; }

    /// <summary>A slugline from <paramref name="text"/>, or null where it holds no words.</summary>
    public static Slugline? From(string? text) => NewsText.OneLine(text) is { } line ? new Slugline(line) : null;

    /// <summary>Whether both follow the same story: equal but for case and for what separates the words.</summary>
    public bool SameStoryAs(Slugline? other) => other is not null && Words(Text).SequenceEqual(Words(other.Text), StringComparer.OrdinalIgnoreCase);

    private static string[] Words(string text) => text.Split([' ', '-', '/', '_', ',', '.'], StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>
/// The text that opens a story: place, perhaps date and source ("KESSEL, Aug. 24 (NP) —"). Text only: where a story was filed is
/// <see cref="StoryContent.Located"/>, what it is about is <see cref="StoryContent.Places"/>; neither is the placeline.
/// (Newsrooms call it the dateline; a type of that name would collide with the root namespace.)
/// </summary>
public sealed record Placeline
{
    private static readonly char[] Dashes = ['-', '–', '—', '_', '=', ' '];

    private Placeline(string text) => Text = text;

    /// <summary>The words as written, without the dash that joins them to the text.</summary>
    public string Text { get; }

    /// <summary>A placeline from <paramref name="text"/>, or null where it holds no words. A trailing dash is taken off.</summary>
    public static Placeline? From(string? text) => NewsText.OneLine(NewsText.OneLine(text)?.TrimEnd(Dashes)) is { } line ? new Placeline(line) : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>
/// How urgent the story is to an editor: 1 (flash) to 8 (least), and 9 where a provider uses it. IPTC's scale.
/// It is not the transmission's priority. There is no default: null means that the wire did not say.
/// </summary>
public readonly record struct Urgency
{
    private Urgency(int value) => Value = value;

    /// <summary>1 to 9; 1 is most urgent.</summary>
    public int Value { get; }

    /// <summary>An urgency of <paramref name="value"/>, or null outside 1 to 9.</summary>
    public static Urgency? From(int value) => value is >= 1 and <= 9 ? new Urgency(value) : null;

    /// <summary>Whether this jumps queues: 1 or 2.</summary>
    public bool IsUrgent => Value is 1 or 2;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A language as BCP 47 writes it ("en", "fr-CA"). Kept as stated, compared without case.</summary>
public readonly record struct Language
{
    private readonly string? _tag;

    private Language(string tag) => _tag = tag;

    /// <summary>The tag as stated; "und" (undetermined) for the default value.</summary>
    public string Tag => _tag ?? "und";

    /// <summary>The primary subtag in lower case: "fr" for "fr-CA".</summary>
    public string Primary => (Tag.IndexOf('-', StringComparison.Ordinal) is var dash and > 0 ? Tag[..dash] : Tag).ToLowerInvariant();

    /// <summary>A language from <paramref name="tag"/>, or null where it is not shaped like a BCP 47 tag (underscores are taken for hyphens).</summary>
    public static Language? From(string? tag)
    {
        tag = tag?.Trim().Replace('_', '-');
        if (tag is not { Length: >= 2 and <= 35 }) return null;
        foreach (var c in tag) if (!char.IsAsciiLetterOrDigit(c) && c != '-') return null;
        return new Language(tag);
    }

    /// <inheritdoc/>
    public bool Equals(Language other) => string.Equals(Tag, other.Tag, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Tag);

    /// <inheritdoc/>
    public override string ToString() => Tag;
}
