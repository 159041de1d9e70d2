using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>What has changed from one look at the store to the next.</summary>
/// <param name="Everywhere">Whether it concerns every screen: an alarm, a receipt, how much waits on a desk; or so much that nobody counts.</param>
/// <param name="Desks">The desks of which the screens are told now.</param>
/// <param name="Chains">The chains in which a story has changed: who has one open reads along.</param>
internal sealed record DeskNews(bool Everywhere, IReadOnlySet<string> Desks, IReadOnlySet<Guid> Chains)
{
    internal static DeskNews Of(bool everywhere) => new(everywhere, new HashSet<string>(StringComparer.Ordinal), new HashSet<Guid>());

    /// <summary>Whether a screen shows any of it.</summary>
    internal bool Concerns(ScreenSubject subject) =>
        Everywhere || subject is { Desk: null, Chain: null } || subject.Desk is { } desk && Desks.Contains(desk) || subject.Chain is { } chain && Chains.Contains(chain);
}

/// <summary>
/// Finds out what has changed since it looked last. What comes, goes or is moved is told of at once. That somebody types, the desk on which the story stands is told every so often:
/// where a hundred people write, something is saved at every look. Where a story stood before is known of those that changed while it looked on; of any other it is not, and that one may have left any desk.
/// </summary>
internal sealed class DeskWatch
{
    /// <summary>At how many looks what is typed is told to a desk once: at four a second, every two seconds.</summary>
    internal const int TypingWaits = 8;

    private const int MostChanges = 500;
    private const int MostKnown = 20_000;

    private readonly Dictionary<Guid, Place> _stood = [];
    private readonly HashSet<string> _typedOn = new(StringComparer.Ordinal);
    private string _state = "";
    private string _around = "";
    private int _waited;

    /// <summary>What is to be told in <paramref name="state"/>, which is the one that <paramref name="db"/> shows; null: nothing.</summary>
    internal DeskNews? Look(Db db, string state)
    {
        _waited++;
        var (news, before) = (state == _state ? null : Changed(db, state), _state);
        _state = state;
        if (_typedOn.Count == 0 || _waited < TypingWaits && before.Length > 0) return news;
        news = news is null ? DeskNews.Of(everywhere: false) with { Desks = _typedOn.ToHashSet(StringComparer.Ordinal) } : news with { Desks = news.Desks.Concat(_typedOn).ToHashSet(StringComparer.Ordinal) };
        _typedOn.Clear();
        _waited = 0;
        return news;
    }

    private DeskNews Changed(Db db, string state)
    {
        var around = AroundOf(db, state);
        var everywhere = around != _around;
        _around = around;
        var changed = DeskFeed.ChangeOf(_state) is { } since ? StoryList.ChangedAfter(db, since, MostChanges + 1) : null;
        if (changed is null || changed.Count > MostChanges || _stood.Count > MostKnown)
        {
            _stood.Clear();
            return DeskNews.Of(everywhere: true);
        }
        var (desks, chains) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<Guid>());
        foreach (var story in changed)
        {
            var (now, id) = (new Place(story.Desk, story.Line.Stage, story.Line.State, story.Line.LastSent), story.Line.Id);
            chains.Add(story.Chain);
            if (!_stood.TryGetValue(id, out var old)) everywhere = true;
            else if (old == now) _typedOn.Add(now.Desk);
            else desks.UnionWith([old.Desk, now.Desk]);
            _stood[id] = now;
        }
        return new(everywhere, desks, chains);
    }

    /// <summary>What stands around every desk: alarms, receipts that are owed, and how much waits where.</summary>
    private static string AroundOf(Db db, string state) =>
        string.Concat(state.AsSpan(state.IndexOf('.', StringComparison.Ordinal)), " ", string.Join(' ', StoryList.Desks(db)));

    private readonly record struct Place(string Desk, string Stage, StoryState State, Instant? Sent);
}
