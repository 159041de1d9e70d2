using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>One of IPTC's Media Topics.</summary>
public sealed class MediaTopic
{
    private readonly IReadOnlyList<string> _languages;
    private readonly IReadOnlyList<string> _labels;

    internal MediaTopic(int number, IReadOnlyList<string> languages, IReadOnlyList<string> labels)
    {
        (Code, _languages, _labels) = ("medtop:" + MediaTopics.Digits(number), languages, labels);
    }

    /// <summary>Its QCode ("medtop:20000638").</summary>
    public string Code { get; }
    /// <summary>The QCode of the topic it is part of; null at the top.</summary>
    public string? Broader { get; internal init; }
    /// <summary>The IPTC subject code that means the same ("subj:11002000"); null where there is none.</summary>
    public string? SubjectCode { get; internal init; }
    /// <summary>The IPTC subject code that comes nearest, where none means the same.</summary>
    public string? NearSubjectCode { get; internal init; }
    /// <summary>The item of Wikidata that means the same ("Q1889"); null where none is known.</summary>
    public string? Wikidata { get; internal init; }
    /// <summary>Whether it must not be given to new stories any more. Old ones keep it.</summary>
    public bool IsRetired { get; internal init; }

    /// <summary>Its name in <paramref name="language"/>, or in English where the release has none in that language; never empty.</summary>
    public string Label(Language language)
    {
        var at = MediaTopics.IndexOf(_languages, language);
        if (at >= 0 && _labels[at].Length > 0) return _labels[at];
        foreach (var label in _labels) if (label.Length > 0) return label;
        return Code;
    }

    /// <summary>Its names by language tag.</summary>
    internal IReadOnlyDictionary<string, string> Names => Enumerable.Range(0, _labels.Count).Where(i => _labels[i].Length > 0).ToDictionary(i => _languages[i], i => _labels[i], StringComparer.OrdinalIgnoreCase);

    /// <summary>Its name in the language of a tag; null where it has none there.</summary>
    internal string? LabelIn(string tag) => Language.From(tag) is { } language && MediaTopics.IndexOf(_languages, language) is var at and >= 0 && _labels[at].Length > 0 ? _labels[at] : null;

    /// <summary>The same as a subject of a story, named in <paramref name="language"/>.</summary>
    public Concept ToConcept(Language language) => new(Code, Label(language));
}
