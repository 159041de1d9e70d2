using Dateline.News;

namespace Dateline.Formats.Subjects;

/// <summary>
/// The vocabularies by which a newsroom names what stories are about: a release of IPTC's Media Topics, and the house's own terms beside it. One set is in force in the
/// program (<see cref="InForce"/>): the one that Dateline brings, until a newsroom imports a newer one. Whoever asks, asks the one in force each time.
/// </summary>
public sealed class Vocabularies
{
    private readonly MediaTopics? _topics;
    private readonly IReadOnlyList<MediaTopics> _earlier;

    /// <summary>A set.</summary>
    /// <param name="topics">The Media Topics; null: those that Dateline brings.</param>
    /// <param name="house">The house's own terms.</param>
    /// <param name="earlier">Releases that were in force before, the newest first: filters that name a topic as it was called then go on meaning it.</param>
    public Vocabularies(MediaTopics? topics, HouseTerms house, IReadOnlyList<MediaTopics>? earlier = null) => (_topics, House, _earlier) = (topics, house, earlier ?? []);

    /// <summary>What Dateline brings: Media Topics alone.</summary>
    public static Vocabularies BuiltIn { get; } = new(null, HouseTerms.None);

    private static Vocabularies s_inForce = BuiltIn;

    /// <summary>The set in force in this program.</summary>
    public static Vocabularies InForce => Volatile.Read(ref s_inForce);

    /// <summary>The set in force, as filters ask for it: a filter that was read before asks the newer one too.</summary>
    public static FilterVocabulary ForFilters { get; } = new Live();

    /// <summary>The Media Topics.</summary>
    public MediaTopics Topics => _topics ?? MediaTopics.BuiltIn;

    /// <summary>The house's own terms.</summary>
    public HouseTerms House { get; }

    /// <summary>Puts it in force, for the whole program.</summary>
    public void Enter() => Volatile.Write(ref s_inForce, this);

    /// <summary>Ends it: where it is still in force, what Dateline brings is again.</summary>
    public void Leave() => Interlocked.CompareExchange(ref s_inForce, BuiltIn, this);

    /// <summary>The term of a code; null where there is none.</summary>
    public Term? Find(string code) => Term.Of(Topics.Find(code)) ?? Term.Of(House.Find(code));

    /// <summary>What a code is part of, the nearest first.</summary>
    public IReadOnlyList<Term> Broader(string code)
    {
        var broader = new List<Term>();
        var above = House.Find(code);
        for (; above?.Broader is { } next && House.Find(next) is { } term; above = term) broader.Add(Term.Of(term)!);
        var topic = above is null ? code : above.Broader;
        if (topic is null) return broader;
        if (above is not null && Topics.Find(topic) is { } nearest) broader.Add(Term.Of(nearest)!);
        return [.. broader, .. Topics.Broader(topic).Select(t => Term.Of(t)!)];
    }

    /// <summary>The subjects directly below a code; the topmost where it is null.</summary>
    public IReadOnlyList<Term> Narrower(string? code) =>
        [.. Topics.Narrower(code).Select(t => Term.Of(t)!), .. House.All.Where(t => t.Field == TermField.Subject && t.Broader == (code is null ? null : Topics.Find(code)?.Code ?? code)).Select(t => Term.Of(t)!)];

    /// <summary>Whether <paramref name="code"/> is <paramref name="broader"/>, or somewhere below it.</summary>
    public bool IsWithin(string code, string broader)
    {
        var at = code;
        for (; House.Find(at) is { } term; at = term.Broader)
        {
            if (term.Code == broader) return true;
            if (term.Broader is null) return false;
        }
        return Topics.IsWithin(at, broader);
    }

    /// <summary>Subjects in whose name a word begins with <paramref name="text"/>: the house's own first. Retired ones don't come.</summary>
    public IReadOnlyList<Term> Search(string text, Language language, int most = 20)
    {
        var own = House.Search(text, language, TermField.Subject).Take(most / 2).Select(t => Term.Of(t)!).ToList();
        return [.. own, .. Topics.Search(text, language, most - own.Count).Select(t => Term.Of(t)!)];
    }

    /// <summary>The code of a name of a subject or a genre, in any language and case; a name that a newer release has changed means what it meant. Null where it is not known.</summary>
    public string? CodeOf(string field, string name)
    {
        if (field is not ("subject" or "genre")) return null;
        var kind = field == "genre" ? TermField.Genre : TermField.Subject;
        if (House.All.FirstOrDefault(t => t.Field == kind && t.Names.Values.Any(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } own) return own.Code;
        return MediaTopicVocabulary.CodeIn(Topics, field, name) ?? _earlier.Select(e => MediaTopicVocabulary.CodeIn(e, field, name)).FirstOrDefault(c => c is not null);
    }

    private sealed class Live : FilterVocabulary
    {
        public override string? CodeOf(string field, string name) => InForce.CodeOf(field, name);

        public override bool IsUnder(string code, string ancestor) => base.IsUnder(code, ancestor) || InForce.IsWithin(code, ancestor);
    }
}
