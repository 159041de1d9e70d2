using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>What all desks share in one state, read once however many screens ask: two hundred of them do, a quarter of a second after every change.</summary>
internal sealed class DeskMoment
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Desk, bool Spike), IReadOnlyDictionary<string, string>> _numbers = [];
    private readonly Dictionary<long, IReadOnlyList<Story>> _changes = [];

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

    /// <summary>How many each column of a desk has, as it is shown.</summary>
    internal IReadOnlyDictionary<string, string> Numbers(string desk, bool spike, Func<IReadOnlyDictionary<string, string>> count)
    {
        lock (_gate) return _numbers.TryGetValue((desk, spike), out var known) ? known : _numbers[(desk, spike)] = count();
    }

    /// <summary>The stories that have changed since, in the order of their changes; no more than one above <paramref name="most"/>.</summary>
    internal IReadOnlyList<Story> ChangesSince(Db db, long change, int most)
    {
        lock (_gate) return _changes.TryGetValue(change, out var known) ? known : _changes[change] = StoryTable.ChangedAfter(db, change, most + 1).ConvertAll(c => c.Story);
    }
}
