using System.Text.RegularExpressions;
using static Dateline.Architecture.Tests.Finding;

namespace Dateline.Architecture.Tests;

/// <summary>The tree sorts as a story travels, and a name means one thing.</summary>
public partial class TreeTests
{
    // Folders by technical kind: they say how a thing is made, not what it is for.
    private static readonly string[] Nondescript = ["Models", "Services", "Helpers", "Utils", "Utilities", "Common", "Shared", "Misc", "Managers", "Interfaces"];

    [Fact]
    public void A_project_stands_in_its_stage_and_the_app_beside_them() =>
        None(SourceTree.Sources.Where(p => !StageFolder().IsMatch(p.Folder) && p.Folder != "src/Dateline.App"));

    [Fact]
    public void A_folder_an_assembly_and_a_root_namespace_share_one_name() =>
        None(SourceTree.Sources.Where(p => !p.Folder.EndsWith("/" + p.Name, StringComparison.Ordinal)
            || (p.Property("AssemblyName") ?? p.Name) is var assembly && assembly != p.Name && !(p.Name == "Dateline.App" && assembly == "dateline")
            || (p.Property("RootNamespace") ?? p.Name) != p.Name));

    [Fact]
    public void A_file_declares_the_namespace_of_its_project()
    {
        var strangers = from project in SourceTree.Sources
                        from file in project.Files(".cs")
                        from Match declared in NamespaceLine().Matches(SourceTree.Text(file))
                        let name = declared.Groups[1].Value
                        where name != project.Name && !name.StartsWith(project.Name + ".", StringComparison.Ordinal)
                        select $"{file} declares {name}";
        None(strangers);
    }

    [Fact]
    public void No_folder_is_named_for_a_technical_kind() =>
        None(SourceTree.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.Split('/')[..^1].Intersect(Nondescript, StringComparer.OrdinalIgnoreCase).Any()));

    [Fact]
    public void A_project_has_its_tests_and_the_app_its_journey()
    {
        var untested = SourceTree.Sources.Select(TestsOf).Except(SourceTree.Projects.Select(p => p.Path));
        None(untested);
    }

    [Fact]
    public void Every_project_but_the_samples_is_in_the_solution()
    {
        var listed = SourceTree.Xml("Dateline.slnx").Descendants("Project").Select(p => (string)p.Attribute("Path")!);
        // What draws the samples is run by hand, and its native library is not restored for everybody.
        Assert.Equal(SourceTree.Projects.Select(p => p.Path).Where(p => !p.StartsWith("samples/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static string TestsOf(Project source)
    {
        var name = source.Name == "Dateline.App" ? "Dateline.Journey.Tests" : source.Name + ".Tests";
        return $"tests/{name}/{name}.csproj";
    }

    [GeneratedRegex(@"^src/\d-[a-z]+/[^/]+$")]
    private static partial Regex StageFolder();

    [GeneratedRegex(@"^namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
