using Dateline.Store.Database;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Room;

/// <summary>One bar under the frame.</summary>
internal abstract record OpenBar;

/// <summary>What stands under the frame of every screen until somebody has seen to it.</summary>
/// <param name="Kills">Kills and holds that have not arrived everywhere.</param>
/// <param name="Loud">What came in and can't wait.</param>
internal sealed record Bars(IReadOnlyList<OpenKill> Kills, IReadOnlyList<LoudAlarm> Loud)
{
    private const int Most = 200;

    /// <summary>All of them, the one that can wait least first: it stands in words on every screen, the others behind it.</summary>
    internal IEnumerable<OpenBar> All => Loud.Concat<OpenBar>(Kills);

    internal static Bars Read(Db db) => Of(db, Alarms.List(db, openOnly: true, Most));

    internal static Bars Of(Db db, IReadOnlyList<Alarm> alarms) => new(OpenKill.Of(db, alarms), LoudAlarm.Of(db, alarms));
}
