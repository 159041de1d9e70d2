using System.Globalization;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Desks;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.House;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Newsroom.Pages;

/// <summary>What one shift leaves to the next: the desk's note, and the budget of its day, which prints and goes out as an advisory.</summary>
internal sealed class HandoverModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int MostStories = 40;
    private const int MostNotes = 20;
    private static readonly StoryState[] Coming = [StoryState.Working, StoryState.Ready, StoryState.Scheduled];

    private Dictionary<string, string> _names = [];

    internal override string Title => Words.Fill("handover-title", DeskModel.NameOf(Desk));

    internal override string Place => "handover";

    internal override string Right => Scopes.Read;

    internal override string OnDesk => Desk;

    /// <summary>The desk.</summary>
    internal string Desk { get; private set; } = "news";

    /// <summary>Its day, yyyy-MM-dd.</summary>
    internal string Day { get; private set; } = "";

    /// <summary>The day as people say it.</summary>
    internal string DayName => Words.Day(DateOnly.ParseExact(Day, DayBudget.DayForm, CultureInfo.InvariantCulture));

    /// <summary>The desks there are.</summary>
    internal IReadOnlyList<string> Desks { get; private set; } = [];

    /// <summary>What was left, the newest first.</summary>
    internal IReadOnlyList<HandoverNote> Notes { get; private set; } = [];

    /// <summary>The budget.</summary>
    internal IReadOnlyList<BudgetLine> Lines { get; private set; } = [];

    /// <summary>Stories of the desk that are to come and not in the budget.</summary>
    internal IReadOnlyList<Story> Stories { get; private set; } = [];

    /// <summary>What was typed for a new line.</summary>
    internal (string? Slug, string? Line, string? Words, string? Due, bool Photos) Typed { get; private set; }

    /// <summary>The line that is changed; null: a new one is added.</summary>
    internal Guid? Changing { get; private set; }

    /// <summary>The lines that no advisory carries yet.</summary>
    internal IReadOnlySet<Guid> Secret { get; private set; } = new HashSet<Guid>();

    /// <summary>What was typed as a note.</summary>
    internal string? TypedNote { get; private set; }

    /// <summary>Whether the note can't be left like that.</summary>
    internal bool NoteWrong { get; private set; }

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (context.Result is not null) return;
        var desk = Request.Query["desk"].ToString();
        if (desk.Length > 0 && !OutputCodes.Is(desk) || DayBudget.DayOf(Request.Query["day"], Options, Now) is not { } day) { context.Result = new NotFoundResult(); return; }
        (Desk, Day) = (desk.Length > 0 ? desk : Desk, day);
        if (!HttpMethods.IsGet(Request.Method) && !May(Scopes.Write)) context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
    }

    public IActionResult OnGet(Guid? line)
    {
        Load();
        if (line is not { } id) return Page();
        if (Lines.FirstOrDefault(l => l.Id == id) is not { } chosen || !May(Scopes.Write)) return NotFound();
        Changing = id;
        Typed = (chosen.Slug, chosen.Line, chosen.Words?.ToString(CultureInfo.InvariantCulture), chosen.Due is { } due ? TimeZoneInfo.ConvertTime(due.ToDateTimeOffset(), Options.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture) : null, chosen.Photos);
        return Page();
    }

    public async Task<IActionResult> OnPostNoteAsync(string? text)
    {
        (TypedNote, NoteWrong) = (text, string.IsNullOrWhiteSpace(text) || text.Length > DayBudget.LongestNote);
        if (NoteWrong) return Shown();
        await Store.Write(tx => { Handovers.Leave(tx, Desk, Me, text!.Trim()); return 0; }).ConfigureAwait(false);
        return Done();
    }

    public async Task<IActionResult> OnPostAddAsync(Guid? id, string? slug, string? line, string? length, string? due, string? photos)
    {
        Changing = id;
        Typed = (slug, line, length, due, photos == "yes");
        if (string.IsNullOrWhiteSpace(slug) || slug.Length > 80) Wrong("slug", "needed");
        if (string.IsNullOrWhiteSpace(line) || line.Length > 400) Wrong("line", "needed");
        if (!TryNumber(length, out var count)) Wrong("length", "budget-words-bad");
        if (!TryDue(due, out var at)) Wrong("due", "budget-due-bad");
        if (IsWrong) return Shown();
        if (id is { } known)
        {
            var changed = await Store.Write(tx => DayBudget.Changed(tx, Desk, known, l => l with { Slug = NewsText.OneLine(slug)!, Line = NewsText.OneLine(line)!, Words = count, Due = at, Photos = Typed.Photos }, Me, Sees)).ConfigureAwait(false);
            return changed is null ? NotFound() : Done();
        }
        await PutAsync(new BudgetLine { Id = Guid.Empty, Desk = Desk, Day = Day, Slug = NewsText.OneLine(slug)!, Line = NewsText.OneLine(line)!, Words = count, Due = at, Photos = Typed.Photos }).ConfigureAwait(false);
        return Done();
    }

    public async Task<IActionResult> OnPostStoryAsync(Guid story)
    {
        await PutAsync(new BudgetLine { Id = Guid.Empty, Desk = Desk, Day = Day, Story = story, Slug = "", Line = "" }).ConfigureAwait(false);
        return Done();
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id)
    {
        await Store.Write(tx => DayBudget.Find(tx.Db, Desk, id, Sees) is not null && Handovers.Remove(tx, Desk, id, Me)).ConfigureAwait(false);
        return Done();
    }

    public async Task<IActionResult> OnPostAdvisoryAsync()
    {
        var story = await Store.Write(tx => DayBudget.Advisory(tx, Desk, Day, HouseWords, Me)).ConfigureAwait(false);
        return story is null ? Done() : LocalRedirect($"/newsroom/stories/{story.Id:D}");
    }

    /// <summary>The words with the newsroom's times: a desk's day is the newsroom's, whoever looks.</summary>
    internal StaffWords HouseWords => Words.At(Options.TimeZone);

    /// <summary>Where a desk's day is looked at.</summary>
    internal string PathOf(string desk, string day) => $"/newsroom/handover?desk={desk}&day={day}";

    /// <summary>A person's name by their pseudonym.</summary>
    internal string NameOf(string who) => _names.GetValueOrDefault(who, who);

    /// <summary>A moment of the same day, so that a time is shown without its day where that is the budget's own.</summary>
    internal Instant NoonOf(Instant due) => TimeZoneInfo.ConvertTime(due.ToDateTimeOffset(), Options.TimeZone).ToString(DayBudget.DayForm, CultureInfo.InvariantCulture) == Day ? due : Now;

    private Task<BudgetLine?> PutAsync(BudgetLine line) => Store.Write(tx => DayBudget.Put(tx, line with { Id = tx.Ids.NewId() }, Me, Sees));

    private static bool TryNumber(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) || read is 0 or > DayBudget.MostWords) return false;
        number = read;
        return true;
    }

    private bool TryDue(string? text, out Instant? due)
    {
        due = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!DateTime.TryParseExact($"{Day} {text.Trim()}", DayBudget.DayForm + " HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || Options.TimeZone.IsInvalidTime(local)) return false;
        due = Instant.From(new DateTimeOffset(local, Options.TimeZone.GetUtcOffset(local)));
        return true;
    }

    private PageResult Shown()
    {
        Load();
        return Again(StatusCodes.Status422UnprocessableEntity);
    }

    private LocalRedirectResult Done() => LocalRedirect(PathOf(Desk, Day) + "&done=1");

    private void Load() => Store.Read(db =>
    {
        Desks = [.. StoryList.Desks(db).Select(d => d.Desk).Append(Desk).Distinct().Order(StringComparer.Ordinal)];
        Notes = Handovers.Notes(db, Desk, MostNotes);
        Lines = DayBudget.Lines(db, Desk, Day, Sees);
        Secret = Lines.Where(l => l.Story is { } id && StoryTable.Find(db, id) is { } about && DayBudget.IsSecret(about, Now)).Select(l => l.Id).ToHashSet();
        var known = Lines.Select(l => l.Story).ToHashSet();
        Stories = [.. StoryList.Filtered(db, new StoryFilter { States = [.. Coming], Desk = Desk }, null, MostStories).Where(s => !known.Contains(s.Id) && !s.Standing.IsAdvisory && s.Stage != StoryList.Beside && Sees(s))];
        _names = People.Names(db);
        return 0;
    });
}
