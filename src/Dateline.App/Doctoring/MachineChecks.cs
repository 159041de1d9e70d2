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
            yield return Finding.Warn("data-folder", "folder-missing", folder);
            yield break;
        }
        if (File.Exists(Path.Combine(folder, "restore.unfinished")))
            yield return Finding.Fail("restore-unfinished", "restore-unfinished", folder);
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
            return Finding.Ok("data-folder", "folder-writes", folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Fail("data-folder", "folder-read-only", folder, e.Message);
        }
    }

    private static Finding Room(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var room = free / 1024 / 1024;
        return free < TooLittle ? Finding.Fail("disk-room", "disk-none", room)
            : free < Little ? Finding.Warn("disk-room", "disk-little", room)
            : Finding.Ok("disk-room", "disk-room", room);
    }

    private static Finding? OpenToOthers(string folder)
    {
        if (OperatingSystem.IsWindows()) return null;
        const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;
        return (File.GetUnixFileMode(folder) & others) == 0 ? Finding.Ok("permissions", "folder-owned")
            : Finding.Warn("permissions", "folder-open", folder);
    }

    internal static IEnumerable<Finding> Clock(TimeProvider time)
    {
        var now = time.GetUtcNow();
        yield return now.Year is >= 2025 and < 2100 ? Finding.Ok("clock", "clock", now)
            : Finding.Fail("clock", "clock-wrong", now);
    }

    /// <summary>The mount that a path lies on.</summary>
    internal static string DiskOf(string path)
    {
        var full = Path.GetFullPath(path);
        while (!Directory.Exists(full) && Path.GetDirectoryName(full) is { } parent) full = parent;
        return DriveInfo.GetDrives().Select(d => d.RootDirectory.FullName).Where(root => full == root || full.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)).MaxBy(root => root.Length) ?? "";
    }
}
