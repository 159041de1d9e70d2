using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;

namespace Dateline.Newsroom.Room;

/// <summary>Something that came in and can't wait: it sounds on every open screen until a named person says that they have it.</summary>
/// <param name="Id">The alarm's id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="At">Since when.</param>
/// <param name="Story">The story; null: none is known.</param>
/// <param name="About">The same as it is now.</param>
internal sealed record LoudAlarm(Guid Id, string Kind, Instant At, Guid? Story, Story? About) : OpenBar
{
    /// <summary>Those among <paramref name="alarms"/>, kills before holds and the rest.</summary>
    internal static IReadOnlyList<LoudAlarm> Of(Db db, IReadOnlyList<Alarm> alarms) =>
        [.. Alarms.Loud.SelectMany(kind => alarms.Where(a => a.Kind == kind)).Select(a => new LoudAlarm(a.Id, a.Kind, a.At, a.Story, a.Story is { } story ? StoryTable.Find(db, story) : null))];
}
