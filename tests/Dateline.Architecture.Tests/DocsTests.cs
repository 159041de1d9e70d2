using System.Text.RegularExpressions;
using static Dateline.Architecture.Tests.Finding;

namespace Dateline.Architecture.Tests;

/// <summary>What the documentation names is there.</summary>
public partial class DocsTests
{
    private static readonly string[] Roots = ["src/", "tests/", "docs/", "samples/", "bench/", "fuzz/", "tools/", ".ci/"];

    private static IEnumerable<string> Pages => SourceTree.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal) && !f.StartsWith("samples/morning/", StringComparison.Ordinal));

    [Fact]
    public void A_link_inside_the_repository_leads_somewhere()
    {
        var broken = from page in Pages
                     from Match link in Link().Matches(Prose(page))
                     let target = Uri.UnescapeDataString(link.Groups[1].Value.Split('#')[0])
                     where target.Length > 0 && !target.Contains(':', StringComparison.Ordinal) && !Exists(Beside(page, target))
                     select $"{page}: {target}";
        None(broken);
    }

    [Fact]
    public void A_path_in_back_ticks_is_there()
    {
        var missing = from page in Pages
                      from Match code in Code().Matches(Prose(page))
                      let path = code.Groups[1].Value
                      where IsPath(path) && !Exists(path) && !Exists(Beside(page, path)) && !IsFileName(path)
                      select $"{page}: {path}";
        None(missing);
    }

    [Fact]
    public void A_command_of_the_readme_can_be_run()
    {
        var commands = Fence().Matches(SourceTree.Text("README.md")).SelectMany(f => f.Groups[1].Value.Split('\n')).Select(l => l.Trim().TrimStart('$').Trim()).Where(l => l.Length > 0);
        var broken = commands.SelectMany(c => c.Split(' ').Where(w => w.StartsWith("./", StringComparison.Ordinal) || Roots.Any(r => w.StartsWith(r, StringComparison.Ordinal)))).Where(w => !Exists(w.Replace("./", "", StringComparison.Ordinal)));
        None(broken);
    }

    [Fact]
    public void Scripts_can_be_run()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var script in SourceTree.Files.Where(f => f == ".ci/run" || f.EndsWith(".sh", StringComparison.Ordinal)))
            Assert.True(File.GetUnixFileMode(Repo.Path(script)).HasFlag(UnixFileMode.UserExecute), script);
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps()
    {
        var decisions = SourceTree.Files.Where(f => DecisionFile().IsMatch(f)).ToList();
        Assert.Equal(Enumerable.Range(1, decisions.Count).Select(n => $"{n:0000}"), decisions.Select(d => Path.GetFileName(d)[..4]));
        Assert.All(decisions, d => Assert.StartsWith($"# {int.Parse(Path.GetFileName(d)[..4])}. ", SourceTree.Text(d)));
    }

    [Fact]
    public void The_list_of_decisions_is_whole()
    {
        var list = SourceTree.Text("docs/README.md");
        Assert.All(SourceTree.Files.Where(f => DecisionFile().IsMatch(f) || GuideFile().IsMatch(f)), d => Assert.Contains($"]({d["docs/".Length..]})", list));
    }

    [Fact]
    public void A_format_says_what_it_reads_and_stands_among_the_standards()
    {
        var formats = SourceTree.Files.Where(f => FormatFile().IsMatch(f)).Select(f => Path.GetDirectoryName(f)!.Replace('\\', '/')).ToList();
        var standards = SourceTree.Text("STANDARDS.md");
        Assert.NotEmpty(formats);
        None(formats.Where(f => !SourceTree.Files.Contains(f + "/README.md") || !standards.Contains($"`{f}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_changelog_has_room_for_the_next_change() => Assert.Contains("\n## Unreleased\n", SourceTree.Text("CHANGELOG.md").ReplaceLineEndings("\n"));

    // Blocks of code show how things could be; only what is said in prose is held to.
    private static string Prose(string page) => AnyFence().Replace(SourceTree.Text(page), "");

    // A path starts at a known folder, or is the name of a file of a kind that stands alone.
    private static bool IsPath(string code) => PlainPath().IsMatch(code) && (Roots.Any(r => code.StartsWith(r, StringComparison.Ordinal)) || StandsAlone().IsMatch(code));

    private static bool IsFileName(string path) => !path.Contains('/', StringComparison.Ordinal) && SourceTree.Files.Any(f => Path.GetFileName(f) == path);

    private static string Beside(string page, string target) => target.StartsWith('/') ? target[1..] : (Path.GetDirectoryName(page) + "/" + target).TrimStart('/');

    private static bool Exists(string path) => File.Exists(Repo.Path(path)) || Directory.Exists(Repo.Path(path));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^```(?:sh|bash|console)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex AnyFence();

    [GeneratedRegex(@"^docs/decisions/\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionFile();

    [GeneratedRegex(@"^src/0-story/Dateline\.Formats/(\w+)/\1Format\.cs$")]
    private static partial Regex FormatFile();

    [GeneratedRegex(@"^docs/[a-z0-9-]+\.md$")]
    private static partial Regex GuideFile();

    [GeneratedRegex(@"^[\w.@-]+(/[\w.@-]+)*/?$")]
    private static partial Regex PlainPath();

    [GeneratedRegex(@"^[\w.-]+\.(md|sh|slnx|props|targets|csproj)$")]
    private static partial Regex StandsAlone();
}
