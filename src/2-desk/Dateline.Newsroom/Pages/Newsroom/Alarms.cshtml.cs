using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Log;
using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Dateline.Newsroom.Pages;

/// <summary>The alarm board: who has not confirmed a kill or a hold, whom to call there, and what else somebody must look at.</summary>
internal sealed class AlarmsModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int MostAlarms = 100;
    private const int LongestHow = 200;

    private Dictionary<string, string> _names = [];
    private Dictionary<Guid, string> _readers = [];
    private Dictionary<Guid, Story> _stories = [];

    internal override string Title => Words["place-alarms"];

    internal override string Place => "alarms";

    internal override string Right => Scopes.Alarms;

    /// <summary>Withdrawals with their audience.</summary>
    internal IReadOnlyList<WithdrawalCase> Cases { get; private set; } = [];

    /// <summary>Alarms that end when somebody has seen them.</summary>
    internal IReadOnlyList<Alarm> Others { get; private set; } = [];

    /// <summary>The receipt whose form was not right, and what was typed into it.</summary>
    internal (Guid Id, string? How) Typed { get; private set; }

    public void OnGet() => Load();

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, string? how)
    {
        how = how?.Trim();
        Typed = (id, how);
        if (string.IsNullOrEmpty(how)) return Refuse("owe-how-needed");
        if (how.Length > LongestHow || how.Any(char.IsControl)) return Refuse("owe-how-long");
        if (!await Store.Write(tx => DeliveryTable.Confirm(tx, id, how, Me)).ConfigureAwait(false)) return Gone();
        return LocalRedirect("/newsroom/alarms");
    }

    /// <summary>Somebody outside who has read the story knows that it is withdrawn.</summary>
    public async Task<IActionResult> OnPostToldAsync(Guid id, string? how)
    {
        how = how?.Trim();
        Typed = (id, how);
        if (string.IsNullOrEmpty(how)) return Refuse("outside-told-needed");
        if (how.Length > LongestHow || how.Any(char.IsControl)) return Refuse("owe-how-long");
        return await Store.Write(tx => Tell(tx, id, how)).ConfigureAwait(false) ? LocalRedirect("/newsroom/alarms") : Gone();
    }

    private bool Tell(StoreTransaction tx, Guid id, string how)
    {
        if (WithdrawalCase.All(tx.Db, tx.Now).Find(c => c.Outside.Any(o => o.Link.Id == id && !o.IsTold)) is not { } shown || StoryTable.Find(tx.Db, shown.Story) is not { } story) return false;
        DraftLinks.Tell(tx, DraftLinks.Find(tx.Db, id)!, story, shown.Position, how, Me);
        return true;
    }

    public async Task<IActionResult> OnPostResendAsync(Guid id) =>
        await Store.Write(tx => DeliveryTable.SendWithdrawalNow(tx, id, Me)).ConfigureAwait(false) ? LocalRedirect("/newsroom/alarms") : Gone();

    public async Task<IActionResult> OnPostSeenAsync(Guid id)
    {
        Load();
        // What a client owes is ended by a receipt or a named person's word, not by a look.
        if (Others.All(a => a.Id != id) || await Store.Write(tx => Alarms.Acknowledge(tx, id, Me)).ConfigureAwait(false) is not null) return Gone();
        return LocalRedirect("/newsroom/alarms");
    }

    private PageResult Refuse(string words)
    {
        Wrong("how", words);
        Load();
        return Again(StatusCodes.Status422UnprocessableEntity);
    }

    private PageResult Gone()
    {
        Load();
        return Again(StatusCodes.Status409Conflict, "owe-over");
    }

    /// <summary>What an alarm says and asks for, in the language of the screen; null: its own English says it, and more.</summary>
    internal string? Told(Alarm alarm) => !Words.IsOfTheContract && Words.Has("told-" + alarm.Kind) ? Words.Fill("told-" + alarm.Kind, alarm.Story is { } about && _stories.GetValueOrDefault(about)?.Content.Slugline is { } slug ? slug.Text : Words["no-slug"]) : null;

    private void Load() => (Cases, Others) = Store.Read(db =>
    {
        _names = DoerNames.Of(db);
        var cases = WithdrawalCase.All(db, Now);
        var owed = cases.Where(c => c.Open.Count > 0).Select(c => c.Story).ToHashSet();
        var alarms = Alarms.List(db, openOnly: true, MostAlarms);
        _stories = alarms.Select(a => a.Story).OfType<Guid>().Distinct().Select(id => StoryTable.Find(db, id)).OfType<Story>().ToDictionary(s => s.Id);
        alarms.RemoveAll(a => a.Story is { } about && _stories.GetValueOrDefault(about) is { } known && !Sees(known));
        _readers = _stories.Values.Where(s => s.Standing is { Version: 0, Status: not PubStatus.Usable }).ToDictionary(s => s.Id, s => ReadersOf(db, s.Id));
        return (cases, alarms.Where(a => !a.Kind.StartsWith("withdrawal-", StringComparison.Ordinal) || a.Story is not { } story || !owed.Contains(story)).ToList());
    });

    /// <summary>How it stands with a receipt that is owed, in a sentence.</summary>
    internal string Standing(OwedReceipt owed) => owed switch
    {
        { Destination.IsRead: true } => Words[owed.Delivery.FirstAttempt is null ? "owe-read" : "owe-given"],
        { Destination.State: DestinationState.Off } => Words["owe-off"],
        { Delivery.State: DeliveryState.Sending } => Words["owe-sending"],
        { Delivery.State: DeliveryState.GivenUp } => Words.Count("owe-given-up", owed.Delivery.Attempts),
        { Delivery.Attempts: 0 } => Words["owe-first"],
        { Delivery.NextAction: { } due } when due <= Now => Words.Fill("owe-now", owed.Delivery.Attempts),
        _ => Words.Fill("owe-waiting", owed.Delivery.Attempts, owed.Delivery.NextAction is { } next ? Words.Time(next, Now) : "–"),
    };

    /// <summary>Who outside has read the story of an alarm that a wire withdrew before it was ever sent: no withdrawal of ours names them. Null: nobody, or it is another alarm.</summary>
    internal string? ReadOutside(Alarm alarm) => alarm.Story is { } story && _readers.GetValueOrDefault(story) is { Length: > 0 } readers ? readers : null;

    private static string ReadersOf(Db db, Guid story) => string.Join(", ", DraftLinks.OpenedOf(db, story).Select(l => l.To.Reach is { } reach ? $"{l.To.Named} · {reach}" : l.To.Named));

    /// <summary>A person's name by their pseudonym.</summary>
    internal string NameOf(string who) => _names.GetValueOrDefault(who, who);

    /// <summary>What a press on somebody's number or address does; null: it is neither.</summary>
    internal static string? WayTo(string reach)
    {
        var digits = string.Concat(reach.Where(c => char.IsAsciiDigit(c) || c == '+'));
        if (reach.All(c => char.IsAsciiDigit(c) || " +-().".Contains(c, StringComparison.Ordinal)) && digits.Length >= 5) return "tel:" + digits;
        return reach.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !reach.Contains(' ', StringComparison.Ordinal) ? "mailto:" + reach : null;
    }

    /// <summary>Names what a case shows: where it is the same, it stays as it is.</summary>
    internal static string KeyOf(WithdrawalCase shown) => $"{string.Join('.', shown.Open.Select(KeyOf).Concat(shown.Outside.Select(KeyOf)))}.{shown.Had.Count}";

    /// <summary>Names what somebody outside shows.</summary>
    internal static string KeyOf(OutsideReader reader) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reader.Link.Id:N}-{reader.IsTold}");

    /// <summary>Names what a receipt that is owed shows.</summary>
    internal static string KeyOf(OwedReceipt owed) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{owed.Delivery.Id:N}-{owed.Delivery.Attempts}-{(int)owed.Delivery.State}");
}
