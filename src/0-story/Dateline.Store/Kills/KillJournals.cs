using Dateline.News;

namespace Dateline.Store.Kills;

/// <summary>A look at the kill journals of a folder, for the doctor.</summary>
/// <param name="Files">How many there are.</param>
/// <param name="Entries">How many acts they hold.</param>
/// <param name="BadLines">How many lines can't be read.</param>
/// <param name="Newest">When the newest act was; null: none.</param>
public sealed record KillJournals(int Files, int Entries, int BadLines, Instant? Newest)
{
    /// <summary>The folder where a store's journals are.</summary>
    public static string FolderOf(StoreOptions options) => options.KillFolder ?? KillJournal.FolderIn(options.Folder);

    /// <summary>Reads them all.</summary>
    public static KillJournals Read(string folder)
    {
        var files = KillFile.In(folder).Select(KillFile.Read).ToList();
        var entries = files.SelectMany(f => f.Entries).ToList();
        return new(files.Count, entries.Count, files.Sum(f => f.BadLines.Count), entries.Count == 0 ? null : entries.Max(e => e.At));
    }
}
