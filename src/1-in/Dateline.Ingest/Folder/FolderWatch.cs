using Dateline.Ingest.HttpPush;
using Dateline.Ingest.Media;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;

namespace Dateline.Ingest.Folder;

/// <summary>
/// Takes in what a source drops in its folder: documents as items, pictures as media under their file name. A file is read when it has not grown
/// for two seconds, and moves to <c>done/</c> or <c>quarantine/</c> only after what was made of it is durable: whatever ends the process before that,
/// the file is still there, and taking it in twice is taking it in once. Hidden and part files are left alone; links and pipes too, with an alarm.
/// </summary>
internal sealed class FolderWatch(NewsStore store, Intake intake)
{
    /// <summary>How long a file must not grow.</summary>
    internal static readonly TimeSpan Stable = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan EmptyTooLong = TimeSpan.FromMinutes(1);
    private static readonly string[] Unfinished = [".part", ".tmp", ".temp", ".filepart", ".partial", ".crdownload", "~"];

    private readonly Dictionary<string, Sight> _seen = new(StringComparer.Ordinal);

    /// <summary>The sources that have a folder and are not paused, each with its path.</summary>
    internal IEnumerable<(Source Source, string Folder)> Folders()
    {
        foreach (var source in store.Read(Sources.All))
            if (source.Paused is null && SourceSettings.Read(source.Settings) is { IsDone: true, Value: { KindOrUsual: SourceKind.Folder, Folder: { } folder } }) yield return (source, folder);
    }

    /// <summary>Looks once into one source's folder; how many files were taken in.</summary>
    internal async Task<int> Look(Source source, string folder, CancellationToken stop)
    {
        var files = Directory.CreateDirectory(folder).EnumerateFileSystemInfos().Where(f => f is FileInfo && !IsUnfinished(f.Name)).Cast<FileInfo>().ToList();
        Forget(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), files);
        var taken = 0;
        foreach (var file in files.Where(IsNews).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal).ToList())
        {
            stop.ThrowIfCancellationRequested();
            if (await IsOdd(source, file) || !HasSettled(file) || file.Length == 0) continue;
            if (await Take(source, file)) taken++;
        }
        return taken;
    }

    /// <summary>Whether a name says that its file is not whole yet, or is nobody's business.</summary>
    internal static bool IsUnfinished(string name) => name.StartsWith('.') || Unfinished.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static bool IsNews(FileInfo file) => file.LinkTarget is not null || file.Exists;

    private void Forget(string folder, List<FileInfo> files)
    {
        var here = files.Select(f => f.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _seen.Keys.Where(path => Path.GetDirectoryName(path) == folder && !here.Contains(path)).ToList()) _seen.Remove(gone);
    }

    /// <summary>Whether it has had one size and time for long enough.</summary>
    private bool HasSettled(FileInfo file)
    {
        var now = Instant.Now(store.Clock.Time);
        if (_seen.TryGetValue(file.FullName, out var sight) && sight.Length == file.Length && sight.Written == file.LastWriteTimeUtc) return now - sight.Since >= Stable;
        _seen[file.FullName] = new Sight(file.Length, file.LastWriteTimeUtc, now);
        return false;
    }

    /// <summary>
    /// A link could lead anywhere, so it is never followed. A pipe has no length, and opening one waits for ever: what has no length is never opened,
    /// and what stays so is told.
    /// </summary>
    private async Task<bool> IsOdd(Source source, FileInfo file)
    {
        if (file.LinkTarget is not null) return await Ring(source, file, "is a link, which is not followed");
        if (file.Length > 0 || !_seen.TryGetValue(file.FullName, out var sight) || sight.Length > 0) return false;
        return Instant.Now(store.Clock.Time) - sight.Since >= EmptyTooLong && await Ring(source, file, "is empty, or is no file at all but a pipe");
    }

    private Task<bool> Ring(Source source, FileInfo file, string what)
    {
        var text = $"In the folder of {source.Name}, \"{file.Name}\" {what}. It is ignored; take it away.";
        return store.Write(tx =>
        {
            if (tx.Db.Number("select 1 from alarm where kind = $1 and text = $2 limit 1", "folder-odd-file", text) is null) Alarms.Raise(tx, "folder-odd-file", text);
            return true;
        });
    }

    private async Task<bool> Take(Source source, FileInfo file)
    {
        if (await Read(file) is not { } bytes) return false;
        CrashPoint.Pass("intake.folder-read");
        var good = await Take(source, file, bytes);
        if (good is null) return false;
        CrashPoint.Pass("intake.folder-before-move");
        Move(file, good.Value ? "done" : "quarantine");
        CrashPoint.Pass("intake.folder-after-move");
        _seen.Remove(file.FullName);
        return true;
    }

    /// <summary>Whether it was good; null where nothing was kept, so that it stays and is tried again.</summary>
    private async Task<bool?> Take(Source source, FileInfo file, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > BodyReader.MostBytes)
        {
            await Ring(source, file, $"has more than {BodyReader.MostBytes} bytes and lies in quarantine/");
            return false;
        }
        var taken = await IncomingFile.Take(intake, source, file.Name, bytes);
        return taken.IsDone ? taken.Value : null;
    }

    private static async Task<ReadOnlyMemory<byte>?> Read(FileInfo file)
    {
        try
        {
            await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: false);
            // Between the look and the opening someone may have put a link in its place.
            file.Refresh();
            if (file.LinkTarget is not null || stream.Length != file.Length) return null;
            return await BodyReader.ToEnd(stream, (int)Math.Min(stream.Length, BodyReader.MostBytes), BodyReader.MostBytes, CancellationToken.None) ?? new byte[BodyReader.MostBytes + 1];
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Move(FileInfo file, string where)
    {
        var folder = Directory.CreateDirectory(Path.Combine(file.DirectoryName!, where)).FullName;
        for (var copy = 1; ; copy++)
        {
            var target = Path.Combine(folder, copy == 1 ? file.Name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file.Name)}.{copy}{file.Extension}"));
            if (File.Exists(target)) continue;
            try
            {
                File.Move(file.FullName, target);
                return;
            }
            catch (FileNotFoundException)
            {
                // Another node took it in too and was quicker: it was kept once, and it is moved.
                return;
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another file of that name was quicker: take the next.
            }
        }
    }

    private readonly record struct Sight(long Length, DateTime Written, Instant Since);
}
