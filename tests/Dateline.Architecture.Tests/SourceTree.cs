using System.Diagnostics;
using System.Xml.Linq;

namespace Dateline.Architecture.Tests;

/// <summary>What is found in the repository at the time of the test: no list of projects is kept by hand.</summary>
public static class SourceTree
{
    /// <summary>Every file git tracks, or would track if it were added; from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    /// <summary>Every project under src/.</summary>
    public static IReadOnlyList<Project> Sources { get; } = [.. Projects.Where(p => p.Path.StartsWith("src/", StringComparison.Ordinal))];

    /// <summary>Every project of the repository.</summary>
    public static IEnumerable<Project> Projects => Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => new Project(f));

    /// <summary>The text of a tracked file.</summary>
    public static string Text(string path) => File.ReadAllText(Repo.Path(path));

    /// <summary>An MSBuild file as XML.</summary>
    public static XElement Xml(string path) => XElement.Load(Repo.Path(path));

    private static string[] ListFiles()
    {
        // The folder may belong to somebody else than who runs the tests (a container): git would refuse.
        var start = new ProcessStartInfo("git", ["-c", "safe.directory=*", "-C", Repo.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]) { RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Repo.Path(f))).Order(StringComparer.Ordinal)];
    }
}

/// <summary>One project, by the path of its project file.</summary>
public sealed record Project(string Path)
{
    /// <summary>Its name: the project file's.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Its folder.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    /// <summary>The stage of a story it belongs to ("0-story", "1-in"); null for the App, which stands beside them.</summary>
    public string? Stage => Folder.Split('/') is ["src", var stage, _] ? stage : null;

    /// <summary>Whether it is a stage's module, as against the story's own projects and the App.</summary>
    public bool IsModule => Stage is not (null or "0-story");

    /// <summary>What it refers to, by name.</summary>
    public IReadOnlyList<string> References => [.. SourceTree.Xml(Path).Descendants("ProjectReference").Select(r => System.IO.Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))];

    /// <summary>A property it sets itself; null where it does not.</summary>
    public string? Property(string name) => SourceTree.Xml(Path).Descendants(name).FirstOrDefault()?.Value;

    /// <summary>Its files with that ending.</summary>
    public IEnumerable<string> Files(string ending) => SourceTree.Files.Where(f => f.StartsWith(Folder + "/", StringComparison.Ordinal) && f.EndsWith(ending, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
