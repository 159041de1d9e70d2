using Dateline.Store.Database;
using Dateline.Store.Stories;
using Dateline.Store.Wire;

namespace Dateline.Newsroom.Editing;

/// <summary>Who sent the versions of a story, as the wire log says.</summary>
internal static class VersionSenders
{
    /// <summary>By a version's number, the pseudonym of who sent it.</summary>
    internal static Dictionary<int, string> Of(Db db, IEnumerable<StoryVersion> versions) => versions
        .Select(v => (v.Number, By: WireLog.At(db, v.Position)?.Fields.GetValueOrDefault("by")))
        .Where(v => v.By is not null).ToDictionary(v => v.Number, v => v.By!);
}
