using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Log;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Newsroom.Sending;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>The wire log as it grows, what comes by time alone, what was corrected, who did what, and whether the log is as it was written.</summary>
internal sealed partial class LogModel(NewsStore store, NewsroomOptions options, LogCheck check) : PlacePage(store, options)
{
    internal const int MostRows = 100;
    private const int MostComing = 200;
    private static readonly string[] Views = ["wire", "timetable", "corrections", "audit", "verify"];
    private static readonly ReleaseAction[] Correcting = [ReleaseAction.Correct, ReleaseAction.Corrective];

    internal override string Title => View == "wire" ? Words["place-log"] : Words["log-" + View];

    internal override string Place => "log";

    internal override string Right => Scopes.Log;

    /// <summary>Which part of it.</summary>
    internal string View { get; private set; } = "wire";

    /// <summary>All parts.</summary>
    internal static IReadOnlyList<string> AllViews => Views;

    /// <summary>The filter: an action, words of the slugline, and how a row stands.</summary>
    internal (ReleaseAction? Action, string? Slug, LogShow Show) Filter { get; private set; }

    /// <summary>How many rows stand like this, whatever else is chosen; <see cref="MostRows"/>: so many or more.</summary>
    internal IReadOnlyDictionary<LogShow, int> Counts { get; private set; } = new Dictionary<LogShow, int>();

    /// <summary>The log's rows, the newest first; of the corrections with what readers were told.</summary>
    internal IReadOnlyList<(LogLine Line, StoryVersion? Version)> Lines { get; private set; } = [];

    /// <summary>Where older ones begin; null: there are none.</summary>
    internal long? Older { get; private set; }

    /// <summary>What comes by time alone, the nearest first.</summary>
    internal IReadOnlyList<(TimetableRow Row, Story Story)> Coming { get; private set; } = [];

    /// <summary>What waits for a person.</summary>
    internal IReadOnlyList<(TimetableRow Row, Story Story)> Waiting { get; private set; } = [];

    /// <summary>Templates that make their stories by themselves.</summary>
    internal IReadOnlyList<House.ShownPlan> Plans { get; private set; } = [];

    /// <summary>Stories embargoed until further notice.</summary>
    internal IReadOnlyList<Story> Further { get; private set; } = [];

    /// <summary>Rows of the audit, the newest first.</summary>
    internal IReadOnlyList<AuditRow> Audit { get; private set; } = [];

    /// <summary>Of what the audit is shown; null: of everything.</summary>
    internal string? Subject { get; private set; }

    /// <summary>The check of the log.</summary>
    internal LogCheck Check => check;

    private Dictionary<string, string> _slugs = [];

    private Dictionary<string, string> Names { get; set; } = [];

    public void OnGet(string? view, string? action, string? slug, string? show, long? before, string? subject)
    {
        View = Views.Contains(view, StringComparer.Ordinal) ? view! : "wire";
        Filter = (Enum.GetValues<ReleaseAction>().Cast<ReleaseAction?>().FirstOrDefault(a => SendAction.NameOf(a!.Value) == action), string.IsNullOrWhiteSpace(slug) ? null : slug.Trim(), Shows.FirstOrDefault(s => NameOf(s) == show));
        Subject = string.IsNullOrWhiteSpace(subject) ? null : subject.Trim();
        Store.Read(db =>
        {
            Names = DoerNames.Of(db);
            switch (View)
            {
                case "timetable": Read(db); break;
                case "audit":
                    Audit = AuditLog.Before(db, before ?? long.MaxValue, Subject, MostRows);
                    _slugs = Audit.Select(row => row.Subject).OfType<string>().Distinct().Select(guid => (guid, Story: StoryTable.FindByGuid(db, guid))).Where(s => s.Story is not null && Sees(s.Story)).ToDictionary(s => s.guid, s => s.Story!.Content.Slugline?.Text ?? Words["no-slug"], StringComparer.Ordinal);
                    Older = Audit.Count == MostRows ? Audit[^1].Seq : null; break;
                case "corrections": Read(db, before, Correcting); break;
                case "wire":
                    Read(db, before, Filter.Action is { } only ? [only] : []);
                    Counts = Shows.Where(s => s != LogShow.All).ToDictionary(s => s, s => LogLine.Rows(db, s, long.MaxValue, LogFilter.All, MostRows).Count);
                    break;
            }
            return true;
        });
    }

    public async Task<IActionResult> OnPostVerifyAsync()
    {
        if (check.Start()) await Store.Write(tx => { tx.Audit(Me, "log-verify", null); return true; }).ConfigureAwait(false);
        return LocalRedirect("/newsroom/log?view=verify");
    }

    public Task<IActionResult> OnPostHappenAsync(Guid id) => Decide(id, happens: true);

    public Task<IActionResult> OnPostDropAsync(Guid id) => Decide(id, happens: false);

    private async Task<IActionResult> Decide(Guid id, bool happens)
    {
        if (!May(Scopes.Publish)) return StatusCode(StatusCodes.Status403Forbidden);
        await Store.Write(tx => happens ? Timetable.Resume(tx, id, Me) : Timetable.Drop(tx, id, Me)).ConfigureAwait(false);
        return LocalRedirect("/newsroom/log?view=timetable");
    }

    private void Read(Store.Database.Db db, long? before, IReadOnlyCollection<ReleaseAction> actions)
    {
        // One more than is shown, to know whether there are older ones.
        var lines = LogLine.Find(db, View == "wire" ? Filter.Show : LogShow.All, before ?? long.MaxValue, new() { Actions = actions, Slug = Filter.Slug }, MostRows + 1, Sees);
        Older = lines.Count > MostRows ? lines[MostRows - 1].Row.Position : null;
        Lines = [.. lines.Take(MostRows).Select(line => (line, View == "corrections" && line.Story is not null ? StoryTable.Version(db, line.Row.Story, line.Row.Version) : null))];
    }

    private void Read(Store.Database.Db db)
    {
        IReadOnlyList<(TimetableRow, Story)> Known(IEnumerable<TimetableRow> rows) => [.. rows.Select(row => (Row: row, Story: Seen(db, row.Story))).Where(r => r.Story is not null).Select(r => (r.Row, r.Story!))];
        Coming = Known(Timetable.Coming(db, MostComing));
        Waiting = Known(Timetable.Waiting(db));
        Plans = House.ShownPlan.All(db);
        Further = [.. StoryList.Filtered(db, new StoryFilter { States = [StoryState.Published] }, null, MostComing).Where(s => s.Standing.Embargo.UntilFurtherNotice && Sees(s))];
    }

    /// <summary>The ways in which rows can stand, in the order shown.</summary>
    internal static IReadOnlyList<LogShow> Shows { get; } = Enum.GetValues<LogShow>();

    /// <summary>How it is called in the address.</summary>
    internal static string NameOf(LogShow show) => StoryJson.Name(show);

    /// <summary>The log as it is filtered now, with other rows by how they stand.</summary>
    internal string AddressOf(LogShow show)
    {
        var parts = new[] { Filter.Slug is { } slug ? "slug=" + Uri.EscapeDataString(slug) : null, Filter.Action is { } action ? "action=" + SendAction.NameOf(action) : null, show == LogShow.All ? null : "show=" + NameOf(show) };
        var query = string.Join('&', parts.OfType<string>());
        return query.Length == 0 ? "/newsroom/log" : "/newsroom/log?" + query;
    }

    /// <summary>What is said where no row is so.</summary>
    internal string NoneSo => Filter == default ? Words["log-none"] : Filter is { Action: null, Slug: null } ? Words["log-none-" + NameOf(Filter.Show)] : Words["log-none-so"];

    /// <summary>Who did it, by name where a person did.</summary>
    internal string NameOf(string who) => Names.GetValueOrDefault(who, who);

    /// <summary>To what it was done, as people call it: a story by its slug, a person by name; anything else by its code.</summary>
    internal string SubjectOf(string subject) => _slugs.GetValueOrDefault(subject) ?? NameOf(subject);

    /// <summary>What else the audit says, with people by name.</summary>
    internal string WithNames(string detail) => Pseudonym().Replace(detail, match => NameOf(match.Value));

    [System.Text.RegularExpressions.GeneratedRegex("person:[a-z0-9]+", System.Text.RegularExpressions.RegexOptions.CultureInvariant)]
    private static partial System.Text.RegularExpressions.Regex Pseudonym();

    /// <summary>What will happen, in words.</summary>
    internal string Comes(TimetableRow row) => Words.Fill(row.Kind switch { TimetableKind.Send => "coming-send", TimetableKind.Expires => "coming-expires", _ => "coming-usable" }, Words.Moment(row.At));

    /// <summary>How far a row has come, in words.</summary>
    internal string ReachOf(Reach reach) => reach.All == 0 ? Words["reach-none"]
        : string.Join(" · ", new[] { Words.Count("reach-had", reach.Had, reach.All), reach.Waiting > 0 ? Words.Fill("reach-waiting", reach.Waiting) : null, reach.Ready > 0 ? Words.Count("reach-ready", reach.Ready) : null, reach.Failing > 0 ? Words.Fill("reach-failing", reach.Failing) : null, reach.Lost > 0 ? Words.Count("reach-lost", reach.Lost) : null }.OfType<string>());
}
