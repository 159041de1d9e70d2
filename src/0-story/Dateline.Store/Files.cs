using System.Runtime.InteropServices;
using System.Text;

namespace Dateline.Store;

/// <summary>Small files that must be whole or not there, and stay: written beside, synced, then renamed.</summary>
internal static class Files
{
    internal static void WriteDurably(string path, string text, bool isSecret = false)
    {
        var beside = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (isSecret ? 0 : UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using (var file = new FileStream(beside, options))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    internal static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A rename is kept when its folder is. The framework can't open a folder, so this asks the system; Windows keeps it anyway.</summary>
    internal static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = open(folder, 0);
        if (handle < 0) throw new IOException($"The folder {folder} can't be opened.");
        var failed = fsync(handle);
        _ = close(handle);
        // Some network file systems can't sync a folder (EINVAL): they keep a rename by themselves.
        const int invalid = 22;
        if (failed != 0 && Marshal.GetLastPInvokeError() is not invalid) throw new IOException($"The folder {folder} can't be synced to the disk.");
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
}
