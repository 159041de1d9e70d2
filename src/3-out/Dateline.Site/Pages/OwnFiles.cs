using System.Collections.Concurrent;
using Dateline.Site.Caching;
using Dateline.Site.Reading;
using Dateline.Store.Database;
using Dateline.Store.Sites;

namespace Dateline.Site.Pages;

/// <summary>
/// A site's own files: those that somebody uploaded, and those of a folder, whose names are read again when something of it changes. They are looked up by name in what is known, never opened by a path that a request says. Each goes
/// out as what its ending says and as nothing else, in a box where nothing of it runs and from where nothing is asked.
/// </summary>
internal sealed class OwnFiles : IDisposable
{
    /// <summary>Under which all of them are.</summary>
    internal const string Folder = "/files/";

    private const string Boxed = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

    private const int MostSizes = 500;

    private readonly string _site;
    private readonly ConcurrentDictionary<(string Name, long Revision), (int Width, int Height)?> _sizes = new();
    private const int MostLogos = 20;

    private readonly ConcurrentDictionary<(string Name, long Revision), SiteLogo?> _logos = new();
    private readonly FileSystemWatcher? _watcher;
    private volatile Dictionary<string, string> _paths = [];

    internal OwnFiles(SiteOptions options, FolderMark mark)
    {
        _site = options.CodeOrMain;
        if (options.FilesFolder is not { } folder) return;
        _watcher = Watch(folder, () =>
        {
            _paths = Known(folder).ToDictionary(f => f.Name, f => f.FullName, StringComparer.Ordinal);
            mark.Grow();
        });
        _paths = Known(folder).ToDictionary(f => f.Name, f => f.FullName, StringComparer.Ordinal);
    }

    // Where a folder can't be watched, a network's perhaps, its names are those it had at the start.
    private static FileSystemWatcher? Watch(string folder, Action changed)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, _) => Look();
            watcher.Created += (_, _) => Look();
            watcher.Deleted += (_, _) => Look();
            watcher.Renamed += (_, _) => Look();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return null;
        }

        // A folder that is taken away in the middle keeps the names it had.
        void Look()
        {
            try { changed(); }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { /* the next change is looked at again */ }
        }
    }

    /// <summary>A file: the uploaded one of that name, else the folder's; null: there is none.</summary>
    internal (string Type, byte[] Bytes)? Find(Db db, string name)
    {
        if (SiteFiles.TypeOf(name) is not { } type) return null;
        if (SiteFiles.Find(db, _site, name) is { } uploaded) return uploaded;
        if (!_paths.TryGetValue(name, out var path)) return null;
        try { return (type, File.ReadAllBytes(path)); }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { return null; }
    }

    /// <summary>The file at an address under <see cref="Folder"/>.</summary>
    internal PageAnswer? Paint(string path, PublicView view) => At(view, path[Folder.Length..]);

    /// <summary>A file as a page; null: there is none of that name.</summary>
    internal PageAnswer? At(PublicView view, string name) => Find(view.Db, name) is { } file ? PageAnswer.Show(new SitePage(file.Bytes, file.Type, Boxed) { IsPacked = !IsText(file.Type) }) : null;

    /// <summary>How wide and high a picture is, in pixels; null: there is none of that name, or nobody can tell.</summary>
    /// <param name="db">The store.</param>
    /// <param name="name">The file.</param>
    /// <param name="revision">How often the site was changed: a file of the same name may be another then.</param>
    internal (int Width, int Height)? SizeOf(Db db, string name, long revision)
    {
        if (_sizes.TryGetValue((name, revision), out var known)) return known;
        if (_sizes.Count >= MostSizes) _sizes.Clear();
        return _sizes[(name, revision)] = Find(db, name) is { } file ? Media.PhotoLab.SizeOf(file.Bytes) ?? SiteLogo.ShapeOf(file.Bytes) : null;
    }

    /// <summary>A file as a logo; null: there is none of that name, or it can't be one.</summary>
    /// <param name="db">The store.</param>
    /// <param name="name">The file.</param>
    /// <param name="revision">How often the site was changed.</param>
    internal SiteLogo? LogoOf(Db db, string name, long revision)
    {
        if (_logos.TryGetValue((name, revision), out var known)) return known;
        if (_logos.Count >= MostLogos) _logos.Clear();
        if (Find(db, name) is not { } file || SiteLogo.Read(file.Bytes) is not { IsDone: true, Value: var logo }) return _logos[(name, revision)] = null;
        return _logos[(name, revision)] = logo.At((logo.Pictures is null ? Folder : SiteLogo.Folder) + name);
    }

    /// <summary>A file's text; null: there is none of that name.</summary>
    internal string? TextOf(Db db, string name) => Find(db, name) is { } file ? System.Text.Encoding.UTF8.GetString(file.Bytes) : null;

    private static bool IsText(string type) => type.StartsWith("text/", StringComparison.Ordinal) || type is "image/svg+xml" or "application/json" or "image/x-icon";

    // A link could lead anywhere: it is no file of the folder.
    private static IEnumerable<FileInfo> Known(string folder) => new DirectoryInfo(folder).EnumerateFiles()
        .Where(f => f.LinkTarget is null && f.Length is > 0 and <= SiteFiles.MostBytes && SiteFiles.TypeOf(f.Name) is not null);

    public void Dispose() => _watcher?.Dispose();
}
