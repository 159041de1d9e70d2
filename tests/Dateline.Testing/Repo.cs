namespace Dateline.Testing;

/// <summary>The repository the tests were built from.</summary>
public static class Repo
{
    /// <summary>Its root folder: the one that holds <c>Dateline.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder given from the root, with forward slashes.</summary>
    public static string Path(string fromRoot) => System.IO.Path.Combine(Root, fromRoot.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>The same path as seen from the root, with forward slashes.</summary>
    public static string Relative(string path) => System.IO.Path.GetRelativePath(Root, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');

    /// <summary>The folder for what tests leave behind to be looked at; git ignores it.</summary>
    public static string Artifacts(string name) => Directory.CreateDirectory(Path("artifacts/" + name)).FullName;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Dateline.slnx"))) return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Dateline.slnx.");
    }
}
