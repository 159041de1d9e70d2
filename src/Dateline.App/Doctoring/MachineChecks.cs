using Dateline.App.Settings;

namespace Dateline.App.Doctoring;

/// <summary>The disk and the clock.</summary>
internal static class MachineChecks
{
    private const long Little = 1024L * 1024 * 1024;
    private const long TooLittle = 100L * 1024 * 1024;

    internal static IEnumerable<Finding> Folder(ServerSettings settings)
    {
        var folder = settings.DataFolder;
        if (!Directory.Exists(folder))
        {
            yield return Finding.Warn("data-folder", $"{folder} does not exist yet.", "Start `dateline serve` once: it makes it. If there should be one, look at --data.");
            yield break;
        }
        if (File.Exists(Path.Combine(folder, "restore.unfinished")))
            yield return Finding.Fail("restore-unfinished", $"A restore into {folder} was begun and not finished; nothing of it may be served.", "Empty the folder (and its database) and restore again.");
        yield return Writable(folder);
        yield return Room(folder);
        if (OpenToOthers(folder) is { } open) yield return open;
    }

    private static Finding Writable(string folder)
    {
        var probe = Path.Combine(folder, ".doctor.part");
        try
        {
            using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write))
            {
                file.WriteByte(1);
                file.Flush(flushToDisk: true);
            }
            File.Delete(probe);
            return Finding.Ok("data-folder", $"{folder} can be written and synced to the disk");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail("data-folder", $"{folder} can't be written: {e.Message}", "Give it to the user that runs Dateline, and see that its disk is not read-only or full.");
        }
    }

    private static Finding Room(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var text = $"{free / 1024 / 1024} MiB are free on the data folder's disk";
        return free < TooLittle ? Finding.Fail("disk-room", text, "Make room: a full disk stops everything that is written.")
            : free < Little ? Finding.Warn("disk-room", text, "Make room before it is full.")
            : Finding.Ok("disk-room", text);
    }

    private static Finding? OpenToOthers(string folder)
    {
        if (OperatingSystem.IsWindows()) return null;
        const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;
        return (File.GetUnixFileMode(folder) & others) == 0 ? Finding.Ok("permissions", "the data folder is its owner's")
            : Finding.Warn("permissions", "Other users of this machine can look into the data folder, where copy under embargo lies.", $"chmod 700 {folder}");
    }

    internal static IEnumerable<Finding> Clock(TimeProvider time)
    {
        var now = time.GetUtcNow();
        yield return now.Year is >= 2025 and < 2100 ? Finding.Ok("clock", $"{now:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : Finding.Fail("clock", $"The clock says {now:yyyy-MM-dd}.", "Set it right: embargoes and releases go by it.");
    }

    /// <summary>The mount that a path lies on.</summary>
    internal static string DiskOf(string path)
    {
        var full = Path.GetFullPath(path);
        while (!Directory.Exists(full) && Path.GetDirectoryName(full) is { } parent) full = parent;
        return DriveInfo.GetDrives().Select(d => d.RootDirectory.FullName).Where(root => full == root || full.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)).MaxBy(root => root.Length) ?? "";
    }
}
