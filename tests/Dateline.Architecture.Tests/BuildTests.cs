using System.Text.RegularExpressions;
using static Dateline.Architecture.Tests.Finding;

namespace Dateline.Architecture.Tests;

/// <summary>What the build insists on, and what it may draw in.</summary>
public partial class BuildTests
{
    private const string Decisions = "docs/decisions/0002-dependencies.md";

    [Fact]
    public void Warnings_are_errors_and_public_members_are_documented()
    {
        var all = SourceTree.Xml("Directory.Build.props");
        Assert.Equal("true", all.Descendants("TreatWarningsAsErrors").Single().Value);
        Assert.Equal("enable", all.Descendants("Nullable").Single().Value);
        Assert.Equal("true", all.Descendants("GenerateDocumentationFile").Single().Value);
        None(SourceTree.Sources.Where(p => p.Property("GenerateDocumentationFile") is "false" || p.Property("TreatWarningsAsErrors") is "false" || p.Property("Nullable") is not (null or "enable")));
        // The program shows verbs, not types.
        None(SourceTree.Sources.Where(p => p.Name != "Dateline.App" && SourceTree.Text(p.Path).Contains("CS1591", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_banned_symbols_are_banned_in_every_source()
    {
        Assert.Contains(SourceTree.Xml("Directory.Build.props").Descendants("AdditionalFiles"), f => ((string)f.Attribute("Include")!).EndsWith("BannedSymbols.txt", StringComparison.Ordinal));
        var banned = SourceTree.Text("BannedSymbols.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(banned, b => b.StartsWith("P:System.DateTime.UtcNow;", StringComparison.Ordinal));
        None(banned.Where(b => !BannedLine().IsMatch(b)));
    }

    [Fact]
    public void The_build_banned_what_it_should() =>
        None(SourceTree.Sources.Where(p => SourceTree.Text(p.Folder + "/packages.lock.json").Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", StringComparison.Ordinal) is false));

    [Fact]
    public void Every_package_is_used_and_its_reason_written_down()
    {
        var packages = SourceTree.Xml("Directory.Packages.props");
        var arriving = packages.Descendants("PackageVersion").Where(p => (string?)p.Parent!.Attribute("Label") == "Arriving").Select(Name).ToHashSet();
        var all = packages.Descendants("PackageVersion").Select(Name).ToList();
        var used = SourceTree.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) || Path.GetFileName(f).StartsWith("Directory.Build.", StringComparison.Ordinal))
            .SelectMany(f => SourceTree.Xml(f).Descendants("PackageReference").Select(Name)).ToHashSet();
        None(all.Where(p => !used.Contains(p) && !arriving.Contains(p)));
        var reasons = SourceTree.Text(Decisions);
        None(all.Where(p => !reasons.Contains($"| `{p}` |", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_reason_outlives_its_package()
    {
        var all = SourceTree.Xml("Directory.Packages.props").Descendants("PackageVersion").Select(Name);
        None(ReasonLine().Matches(SourceTree.Text(Decisions)).Select(m => m.Groups[1].Value).Except(all));
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        None(SourceTree.Projects.Select(p => p.Folder + "/packages.lock.json").Except(SourceTree.Files));

    [Fact]
    public void Packages_of_npm_name_no_other_registry()
    {
        var addresses = SourceTree.Files.Where(f => Path.GetFileName(f) == "package-lock.json").SelectMany(f => ResolvedLine().Matches(SourceTree.Text(f)).Select(m => m.Groups[1].Value));
        None(addresses.Where(a => !a.StartsWith("https://registry.npmjs.org/", StringComparison.Ordinal)));
        Assert.DoesNotContain(SourceTree.Files, f => Path.GetFileName(f) is ".npmrc" || Path.GetFileName(f).Equals("nuget.config", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_tracked_file_knows_one_machine()
    {
        var found = from file in SourceTree.Files
                    where IsText(file)
                    let match = MachinePath().Match(SourceTree.Text(file))
                    where match.Success
                    select $"{file}: {match.Value}";
        None(found);
    }

    private static string Name(System.Xml.Linq.XElement package) => (string)package.Attribute("Include")!;

    private static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" or ".slnx" or ".md" or ".sh" or ".json" or ".yml" or ".yaml" or ".txt" or ".sql" or ".cshtml" or ".ts" or ".js" or ".mjs" or ".css" or ".html" or "" or ".editorconfig";

    [GeneratedRegex(@"^[MPTFEN]:[\w.`#]+(\([^)]*\))?;.+")]
    private static partial Regex BannedLine();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex ReasonLine();

    [GeneratedRegex("\"resolved\": \"(http[^\"]+)\"")]
    private static partial Regex ResolvedLine();

    // Written in pieces, or this file would be found itself.
    [GeneratedRegex("(?<![\\w.:/-])/(ro" + "ot|wo" + "rk|home|Users|tmp/ba" + "sh)[/_][\\w.]+")]
    private static partial Regex MachinePath();
}
