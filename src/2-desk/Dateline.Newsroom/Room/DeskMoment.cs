using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>What all desks share in one state, read once however many screens ask: two hundred of them do, a quarter of a second after a change.</summary>
internal sealed class DeskMoment
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Desk, bool Spike), IReadOnlyList<SortedColumn>> _sorted = [];
    private readonly Dictionary<long, IReadOnlyList<ChangedLine>> _changes = [];
    private readonly Dictionary<Guid, Story?> _stories = [];

    /// <summary>The state's name.</summary>
    internal required string State { get; init; }
    /// <summary>The desks, each with how many stories wait on it.</summary>
    internal required IReadOnlyList<(string Desk, int Waiting)> Desks { get; init; }
    /// <summary>What stands over every screen until somebody has it.</summary>
    internal required Bars Bars { get; init; }
    /// <summary>People's names by their pseudonyms.</summary>
    internal required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>The stories that wait for the lawyers.</summary>
    internal required IReadOnlySet<Guid> Legal { get; init; }

    internal static DeskMoment Read(Db db, string state) => new() { Legal = StoryChecks.WaitingForLegal(db), State = state, Desks = StoryList.Desks(db), Bars = Bars.Read(db), Names = People.Names(db) };

    /// <summary>A desk's columns in their order: sorted once, whoever asks for their first rows, their older ones or their number.</summary>
    internal IReadOnlyList<SortedColumn> Sorted(string desk, bool spike, Func<IReadOnlyList<SortedColumn>> sort)
    {
        lock (_gate) return _sorted.TryGetValue((desk, spike), out var known) ? known : _sorted[(desk, spike)] = sort();
    }

    /// <summary>The stories that have changed since, in the order of their changes; no more than one above <paramref name="most"/>.</summary>
    internal IReadOnlyList<ChangedLine> ChangesSince(Db db, long change, int most)
    {
        lock (_gate) return _changes.TryGetValue(change, out var known) ? known : _changes[change] = StoryList.ChangedAfter(db, change, most + 1);
    }

    /// <summary>A story whose row is shown: read once for all who see it.</summary>
    internal Story? Story(Db db, Guid id)
    {
        lock (_gate)
        {
            if (_stories.TryGetValue(id, out var known)) return known;
            var story = StoryTable.Find(db, id);
            // Who scrolls through thousands reads them for themselves.
            if (_stories.Count < MostShared) _stories[id] = story;
            return story;
        }
    }

    private const int MostShared = 1000;
}
