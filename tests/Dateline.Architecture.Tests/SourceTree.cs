namespace Dateline.Architecture.Tests;

/// <summary>What is found under src/, at the time of the test: no list here is kept by hand.</summary>
public static class SourceTree
{
    /// <summary>Every project, by its project file.</summary>
    public static IReadOnlyList<SourceProject> Projects { get; } =
        [.. Directory.EnumerateFiles(Repo.Path("src"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => new SourceProject(f))];
}

/// <summary>One project under src/.</summary>
public sealed record SourceProject(string File)
{
    /// <summary>Its name: the project file's.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>Its folder.</summary>
    public string Folder => Path.GetDirectoryName(File)!;
}
