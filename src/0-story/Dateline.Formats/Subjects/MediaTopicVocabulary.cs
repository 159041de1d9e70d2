using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>
/// What a news filter asks of IPTC's Media Topics: <c>subject under politics</c> takes every topic below it. A name is known in each language of the release.
/// Codes of other schemes are as they show themselves.
/// </summary>
/// <param name="topics">The release to look in.</param>
public sealed class MediaTopicVocabulary(MediaTopics topics) : FilterVocabulary
{
    /// <summary>Over the release that Dateline brings.</summary>
    public static MediaTopicVocabulary BuiltIn { get; } = new(MediaTopics.BuiltIn);

    /// <inheritdoc/>
    public override string? CodeOf(string field, string name) => CodeIn(topics, field, name);

    internal static string? CodeIn(MediaTopics topics, string field, string name)
    {
        if (field != "subject") return null;
        foreach (var tag in topics.Languages)
            if (Language.From(tag) is { } language && topics.Search(name, language, most: 50).FirstOrDefault(t => t.Label(language).Equals(name, StringComparison.OrdinalIgnoreCase)) is { } topic)
                return topic.Code;
        return null;
    }

    /// <inheritdoc/>
    public override bool IsUnder(string code, string ancestor) => base.IsUnder(code, ancestor) || topics.IsWithin(code, ancestor);
}
