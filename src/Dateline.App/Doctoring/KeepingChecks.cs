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
            yield return Finding.Warn("keys", "There is no key yet that signs the log's heads.", "`dateline serve` makes one at its first start. If there was one, bring it back from a backup: heads signed with another can't be checked without its public key.");
            yield break;
        }
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        yield return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(key) & others) != 0
            ? Finding.Fail("keys", $"Other users of this machine can read {key}: they could sign a changed log.", $"chmod 600 {key}, and think about who may have read it.")
            : Finding.Ok("keys", "the key that signs the log's heads is its owner's");
    }

    internal static IEnumerable<Finding> Journal(ServerSettings settings)
    {
        var folder = KillJournals.FolderOf(OpenedStore.Options(settings));
        if (!Directory.Exists(folder))
        {
            yield return Finding.Warn("kill-journal", $"{folder} does not exist yet.", "`dateline serve` makes it at its first start.");
            yield break;
        }
        var found = KillJournals.Read(folder);
        yield return found.BadLines > 0
            ? Finding.Warn("kill-journal", $"{found.BadLines} lines of the kill journals in {folder} can't be read.", "A power cut tears the last line, which is harmless. More than that is the disk's doing: look at it. The log has the rest.")
            : Finding.Ok("kill-journal", $"{found.Entries} acts in {found.Files} files{(found.Newest is { } newest ? $", the newest of {newest}" : "")}");
        if (settings.KillFolder is null)
            yield return Finding.Warn("kill-journal-disk", "The kill journal lies in the data folder: a disk that is lost takes both.", "Set killJournal:folder to a folder on another disk or machine.");
    }

    internal static IEnumerable<Finding> Backups(ServerSettings settings, TimeProvider time)
    {
        var newest = StoreBackup.In(settings.BackupFolder).FirstOrDefault();
        if (newest is null)
        {
            yield return Finding.Warn("backup", $"There is no backup in {settings.BackupFolder}.", "Make one every night: dateline backup --keep 14. Set backup:folder if they go elsewhere.");
            yield break;
        }
        var age = time.GetUtcNow() - Directory.GetLastWriteTimeUtc(newest);
        yield return age > OldBackup
            ? Finding.Warn("backup", $"The newest backup is {age.TotalHours:0} hours old: {newest}", "See why none was made since, and make one: dateline backup.")
            : Finding.Ok("backup", $"the newest is {age.TotalHours:0.0} hours old: {newest}");
        if (MachineChecks.DiskOf(settings.BackupFolder) == MachineChecks.DiskOf(settings.DataFolder))
            yield return Finding.Warn("backup-disk", "Backups lie on the data folder's disk: a disk that is lost takes both.", "Set backup:folder to another disk, or copy them away.");
        var needed = Directory.EnumerateFiles(newest, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length) * 11 / 10;
        var free = new DriveInfo(settings.BackupFolder).AvailableFreeSpace;
        if (free < needed) yield return Finding.Fail("backup-room", $"The next backup needs about {needed / 1024 / 1024 + 1} MiB, {free / 1024 / 1024} are free.", "Make room, or keep fewer: dateline backup --keep.");
        else yield return Finding.Ok("backup-room", $"there is room for the next ({free / 1024 / 1024} MiB)");
    }
}
