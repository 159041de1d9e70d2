using Dateline.Store.Database;
using Dateline.Store.Sites;

namespace Dateline.Site.Sections;

/// <summary>
/// The sections of a site at present, in one piece: those that somebody put in force on a screen, else those of the settings file; and where every word leads that a section ever had.
/// </summary>
internal sealed class SectionSet
{
    private readonly Dictionary<string, SiteSection> _bySlug;
    private readonly Dictionary<string, SiteSection> _byEarlier = new(StringComparer.Ordinal);

    private SectionSet(IReadOnlyList<SiteSection> on, IEnumerable<(string Word, SiteSection To)> earlier, bool isChosen, long revision)
    {
        (All, IsChosen, Revision) = (on, isChosen, revision);
        _bySlug = on.ToDictionary(s => s.Slug, StringComparer.Ordinal);
        foreach (var (word, to) in earlier.Where(e => !_bySlug.ContainsKey(e.Word))) _byEarlier.TryAdd(word, to);
    }

    /// <summary>Those that are on, in the order of the menu.</summary>
    internal IReadOnlyList<SiteSection> All { get; }

    /// <summary>Whether somebody chose them on a screen.</summary>
    internal bool IsChosen { get; }

    /// <summary>How often the sections of any site had been changed when it was made; -1: it is as the settings file says, and nobody looked.</summary>
    internal long Revision { get; }

    /// <summary>As the settings file has them.</summary>
    internal static SectionSet OfSettings(SiteOptions options) => OfSettings(options, [], -1);

    /// <summary>As they hold.</summary>
    internal static SectionSet Holding(SiteOptions options, Db db, long revision)
    {
        if (revision == 0) return OfSettings(options, [], revision);
        var words = SiteSections.EveryWord(db, options.CodeOrMain);
        if (SiteSections.Holding(db, options.CodeOrMain)?.Sections is not { } chosen) return OfSettings(options, words, revision);
        var on = chosen.Where(c => !c.IsOff).Select(SiteSection.Of).ToList();
        var byKey = on.ToDictionary(s => s.Key, StringComparer.Ordinal);
        // One that is switched off leads where somebody said it does, with every word it had.
        var to = chosen.ToDictionary(c => c.Key, c => byKey.GetValueOrDefault(c.IsOff ? c.LeadsTo ?? "" : c.Key), StringComparer.Ordinal);
        var said = chosen.SelectMany(c => c.Former.Prepend(c.Slug).Select(word => (Word: word, c.Key)));
        return new(on, Leading(said.Concat(Known(options, words)), key => to.GetValueOrDefault(key)), true, revision);
    }

    private static SectionSet OfSettings(SiteOptions options, IEnumerable<(string Key, string Slug)> words, long revision)
    {
        var byKey = options.Sections.ToDictionary(s => s.Key, StringComparer.Ordinal);
        return new(options.Sections, Leading(Known(options, words), key => byKey.GetValueOrDefault(key)), false, revision);
    }

    // The words of the settings file, and those of every change that somebody ever made.
    private static IEnumerable<(string Word, string Key)> Known(SiteOptions options, IEnumerable<(string Key, string Slug)> words) =>
        options.Sections.SelectMany(s => s.Former.Prepend(s.Slug).Select(word => (word, s.Key))).Concat(words.Select(w => (w.Slug, w.Key)));

    private static IEnumerable<(string, SiteSection)> Leading(IEnumerable<(string Word, string Key)> words, Func<string, SiteSection?> to) =>
        words.Select(w => (w.Word, To: to(w.Key))).Where(w => w.To is not null).Select(w => (w.Word, w.To!));

    /// <summary>The section that has a word now; null: none.</summary>
    internal SiteSection? Find(string slug) => _bySlug.GetValueOrDefault(slug);

    /// <summary>The section that a word led to before, and that has another now; null: none.</summary>
    internal SiteSection? FindEarlier(string word) => _byEarlier.GetValueOrDefault(word);

    /// <summary>The section that arrangements and decisions mean by a word.</summary>
    internal SiteSection? Meant(string key) => All.FirstOrDefault(s => s.Key == key) ?? Find(key) ?? FindEarlier(key);

    /// <summary>
    /// The words of the menu. The settings file's own menu keeps what is no section at its place; sections that were chosen on a screen stand together in their order, where its first section stood.
    /// </summary>
    internal IEnumerable<string> Menu(SiteOptions options)
    {
        var sections = All.Where(s => s.IsInMenu).Select(s => s.Slug).ToList();
        if (options.Menu.Count == 0) return [SiteOptions.MenuLatest, .. sections, SiteOptions.MenuCorrections];
        if (!IsChosen) return options.Menu;
        var first = options.Menu.TakeWhile(w => !IsOfSettings(w)).Count();
        return [.. options.Menu.Take(first), .. sections, .. options.Menu.Skip(first).Where(w => !IsOfSettings(w))];

        bool IsOfSettings(string word) => options.Sections.Any(s => s.Slug == word);
    }
}
