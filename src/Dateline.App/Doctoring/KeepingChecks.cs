using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Store.Backups;
using Dateline.Store.Kills;

namespace Dateline.App.Doctoring;

/// <summary>What keeps the store safe: its key, its kill journal, its backups.</summary>
internal static class KeepingChecks
{
    private static readonly TimeSpan OldBackup = TimeSpan.FromHours(26);

    internal static IEnumerable<Finding> Keys(ServerSettings settings)
    {
        var key = Path.Combine(settings.DataFolder, "keys", "log-signing.key");
        if (!File.Exists(key))
        {
            yield return Finding.Warn("keys", "key-missing");
            yield break;
        }
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        yield return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(key) & others) != 0
            ? Finding.Fail("keys", "key-open", key)
            : Finding.Ok("keys", "key-owned");
    }

    internal static IEnumerable<Finding> Journal(ServerSettings settings)
    {
        var folder = KillJournals.FolderOf(OpenedStore.Options(settings));
        if (!Directory.Exists(folder))
        {
            yield return Finding.Warn("kill-journal", "journal-missing", folder);
            yield break;
        }
        var found = KillJournals.Read(folder);
        yield return found.BadLines > 0
            ? Finding.Warn("kill-journal", "journal-torn", found.BadLines, folder)
            : found.Newest is { } newest ? Finding.Ok("kill-journal", "journal-kept", found.Entries, found.Files, newest)
            : Finding.Ok("kill-journal", "journal-empty", found.Entries, found.Files);
        if (settings.KillFolder is null)
            yield return Finding.Warn("kill-journal-disk", "journal-disk");
    }

    internal static IEnumerable<Finding> Backups(ServerSettings settings, TimeProvider time)
    {
        var newest = StoreBackup.In(settings.BackupFolder).FirstOrDefault();
        if (newest is null)
        {
            yield return Finding.Warn("backup", "backup-none", settings.BackupFolder);
            yield break;
        }
        var age = time.GetUtcNow() - Directory.GetLastWriteTimeUtc(newest);
        yield return age > OldBackup
            ? Finding.Warn("backup", "backup-old", age.TotalHours, newest)
            : Finding.Ok("backup", "backup-fresh", age.TotalHours, newest);
        if (MachineChecks.DiskOf(settings.BackupFolder) == MachineChecks.DiskOf(settings.DataFolder))
            yield return Finding.Warn("backup-disk", "backup-disk");
        var needed = Directory.EnumerateFiles(newest, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) * 11 / 10;
        var free = new DriveInfo(settings.BackupFolder).AvailableFreeSpace;
        if (free < needed) yield return Finding.Fail("backup-room", "backup-room-none", needed / 1024 / 1024 + 1, free / 1024 / 1024);
        else yield return Finding.Ok("backup-room", "backup-room", free / 1024 / 1024);
    }
}
