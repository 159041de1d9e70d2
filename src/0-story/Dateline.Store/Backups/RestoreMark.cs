namespace Dateline.Store.Backups;

/// <summary>A file that stands in a data folder while a restore fills it: a store that was half restored is never served.</summary>
internal static class RestoreMark
{
    internal const string FileName = "restore.unfinished";

    internal static string In(string dataFolder) => Path.Combine(dataFolder, FileName);

    internal static void Set(string dataFolder) => Files.WriteDurably(In(dataFolder), "A restore into this folder was begun and not finished.\n");

    internal static void Clear(string dataFolder)
    {
        File.Delete(In(dataFolder));
        Files.SyncFolder(dataFolder);
    }
}
