namespace Dateline.Testing;

/// <summary>
/// The standards' own schemas, catalogues and examples. They are not ours to copy, so they lie outside the repository:
/// in <c>$DATELINE_STANDARDS</c>, else in <c>shared/standards</c> beside the repository or a folder above it.
/// Where they are missing a test is skipped, by name, whatever else is required.
/// </summary>
public static class Standards
{
    /// <summary>The folder; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The full path of a file in it ("newsml-g2/xsd/xml.xsd"); skips the test where it is not there.</summary>
    public static string RequireFile(string name) => Require(name, File.Exists);

    /// <summary>The full path of a folder in it; skips the test where it is not there.</summary>
    public static string RequireFolder(string name) => Require(name, Directory.Exists);

    /// <summary>The files of a folder in it, sorted by name; none where the folder is not there (for theory data: pair it with a test that requires it).</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern = "*")
    {
        var path = Folder is null ? null : Path.Combine(Folder, folder);
        if (!Directory.Exists(path)) return [];
        return [.. Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    private static string Require(string name, Func<string, bool> exists)
    {
        var path = Folder is null ? null : Path.Combine(Folder, name);
        if (path is null || !exists(path)) Assert.Skip($"The standards' {name} is not here: set DATELINE_STANDARDS to a folder that holds it.");
        return path;
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("DATELINE_STANDARDS");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : null;
        for (var folder = Directory.GetParent(Repo.Root); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "standards");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
