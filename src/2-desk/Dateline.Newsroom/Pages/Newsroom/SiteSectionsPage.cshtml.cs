using Dateline.Newsroom.Fronts;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Sites;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Pages;

/// <summary>
/// A site's sections: added, named in each language, ordered, renamed, switched off, with what each takes. Nothing but "put in force" changes anything, then every page follows at once; what was in force before is one step away.
/// </summary>
[RequestFormLimits(ValueCountLimit = MostValues)]
internal sealed class SiteSectionsModel(NewsStore store, NewsroomOptions options) : SitePlacePage(store, options)
{
    private const int MostHistory = 12;
    private const int MostValues = 4000;

    private IReadOnlyList<SectionChoice> _held = [];
    private IReadOnlyList<SectionWrong> _faults = [];

    internal override string Part => "sections";

    internal override string Place => "sections";

    /// <summary>The sections as they are typed, in order.</summary>
    internal IReadOnlyList<SectionForm> Rows { get; private set; } = [];

    /// <summary>How many versions of the last week each of them takes; null: nobody asked.</summary>
    internal IReadOnlyList<int>? Weeks { get; private set; }

    /// <summary>The change that holds; null: none, the settings file's do.</summary>
    internal SectionChange? Holds { get; private set; }

    /// <summary>An earlier change that is looked at.</summary>
    internal SectionChange? Opened { get; private set; }

    /// <summary>The last changes.</summary>
    internal IReadOnlyList<SectionChange> History { get; private set; } = [];

    /// <summary>The number of the change this form was opened with: who saves over another's is told.</summary>
    internal long Basis { get; private set; }

    /// <summary>Whether another changed the sections meanwhile.</summary>
    internal bool HasMoved { get; private set; }

    /// <summary>Whether the settings file's hold.</summary>
    internal bool IsOfSettings => Holds?.Sections is null;

    /// <summary>The languages of names: the site's, and those in which a section has one.</summary>
    internal IEnumerable<string> Languages => Site!.Languages.Concat(Rows.SelectMany(r => r.Names.Keys)).Distinct(StringComparer.Ordinal);

    public IActionResult OnGet(string site, long? change)
    {
        if (!Load(site)) return NotFound();
        Opened = change is { } number && number != Holds?.Number ? Store.Read(db => SiteSections.Find(db, site, number)) : null;
        Rows = [.. (Opened is { } opened ? opened.Sections ?? Site!.Sections : _held).Select(SectionForm.Of)];
        return Page();
    }

    public IActionResult OnPostAdd(string site, List<SectionForm> sections, long basis) => Shown(site, [.. sections, new SectionForm { On = true, Menu = true }], basis);

    public IActionResult OnPostDrop(string site, List<SectionForm> sections, long basis, int at) => Shown(site, [.. sections.Where((_, i) => i != at)], basis);

    public IActionResult OnPostMove(string site, List<SectionForm> sections, long basis, int at, int by)
    {
        var to = at + Math.Sign(by);
        if (at >= 0 && at < sections.Count && to >= 0 && to < sections.Count) (sections[at], sections[to]) = (sections[to], sections[at]);
        return Shown(site, sections, basis);
    }

    /// <summary>How much of the last week each would take, with everything that is wrong.</summary>
    public IActionResult OnPostTry(string site, List<SectionForm> sections, long basis)
    {
        if (Shown(site, sections, basis) is NotFoundResult none) return none;
        Check(SectionForm.Read(Rows, _held));
        Weeks = Store.Read(db => SectionForm.Weeks(db, Rows.Select(r => r.Filter), Now));
        return _faults.Count > 0 ? Again(StatusCodes.Status422UnprocessableEntity, "form-wrong") : Page();
    }

    public async Task<IActionResult> OnPostAsync(string site, List<SectionForm> sections, long basis, bool over)
    {
        if (Shown(site, sections, basis) is NotFoundResult none) return none;
        var chosen = SectionForm.Read(Rows, _held);
        Check(chosen);
        if (_faults.Count > 0) return Again(StatusCodes.Status422UnprocessableEntity, "form-wrong");
        return await Save(site, chosen, basis, over).ConfigureAwait(false);
    }

    /// <summary>The settings file's hold again.</summary>
    public async Task<IActionResult> OnPostSettingsAsync(string site, List<SectionForm> sections, long basis, bool over) =>
        Shown(site, sections, basis) is NotFoundResult none ? none : await Save(site, null, basis, over).ConfigureAwait(false);

    public async Task<IActionResult> OnPostUndoAsync(string site, long number)
    {
        if (!Load(site)) return NotFound();
        await Store.Write(tx => SiteSections.Undo(tx, site, number, Me)).ConfigureAwait(false);
        return LocalRedirect($"{Path}?undone={number}");
    }

    /// <summary>What is wrong with a field of a row, in words, and whether they are English whatever was chosen; null: nothing.</summary>
    internal (string Said, bool IsEnglish)? WrongWith(int at, string field) => _faults.FirstOrDefault(f => f.At == at && f.Field == field) is not { } fault ? null
        : fault.Code == "section-filter" ? (fault.Message, true) : (Words[fault.Code], false);

    /// <summary>Whether anything is wrong with a row.</summary>
    internal bool IsWrongAt(int at) => _faults.Any(f => f.At == at);

    /// <summary>What a change did, in a line.</summary>
    internal string Told(SectionChange change) => change.Sections is { } sections ? string.Join(" · ", sections.Where(s => !s.IsOff).Select(s => s.NameIn(Words.Tag))) : Words["sections-of-settings-again"];

    private async Task<IActionResult> Save(string site, IReadOnlyList<SectionChoice>? chosen, long basis, bool over)
    {
        var saved = await Store.Write(tx => !over && (SiteSections.Holding(tx.Db, site)?.Number ?? 0) != basis ? null : SiteSections.Set(tx, site, chosen, Me)).ConfigureAwait(false);
        if (saved is not null) return LocalRedirect($"{Path}?done={saved.Number}");
        HasMoved = true;
        return Again(StatusCodes.Status409Conflict, "sections-moved");
    }

    private void Check(IReadOnlyList<SectionChoice> chosen) => _faults = HttpContext.RequestServices.GetRequiredService<ISectionCheck>().WrongWith(Site!.Code, chosen);

    private IActionResult Shown(string site, IReadOnlyList<SectionForm> rows, long basis)
    {
        if (!Load(site)) return NotFound();
        (Rows, Basis) = (rows, basis);
        // What was typed is shown in its new place, not what was sent from there.
        ModelState.Clear();
        return Page();
    }

    protected override void Read(Db db)
    {
        Holds = SiteSections.Holding(db, Site!.Code);
        Basis = Holds?.Number ?? 0;
        _held = Site.AllSections(db);
        History = SiteSections.History(db, Site.Code, MostHistory);
    }
}
