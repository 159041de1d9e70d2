using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>A word of a vocabulary: one of IPTC's Media Topics, or one of the house's own.</summary>
public sealed class Term
{
    private readonly Func<Language, string> _label;

    internal Term(string code, string? broader, bool isRetired, Func<Language, string> label) => (Code, Broader, IsRetired, _label) = (code, broader, isRetired, label);

    /// <summary>Its code ("medtop:20000638", "harbour:dredging").</summary>
    public string Code { get; }

    /// <summary>The code of what it is part of; null at the top.</summary>
    public string? Broader { get; }

    /// <summary>Whether it must not be given to new stories any more. Old ones keep it.</summary>
    public bool IsRetired { get; }

    /// <summary>Its name in <paramref name="language"/>, or in the first language there is one in; never empty.</summary>
    public string Label(Language language) => _label(language);

    internal static Term? Of(MediaTopic? topic) => topic is null ? null : new(topic.Code, topic.Broader, topic.IsRetired, topic.Label);

    internal static Term? Of(HouseTerm? term) => term is null ? null : new(term.Code, term.Broader, term.IsRetired, term.Label);
}
