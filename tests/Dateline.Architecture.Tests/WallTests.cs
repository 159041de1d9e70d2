using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using static Dateline.Architecture.Tests.Finding;

namespace Dateline.Architecture.Tests;

/// <summary>The walls inside the assemblies as they were built.</summary>
public class WallTests
{
    // Top-level statements make a Program without a namespace; what a compiler makes has names no person would write.
    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Built = new(Load);

    private static readonly IReadOnlyList<string> Modules = [.. SourceTree.Sources.Where(p => p.IsModule).Select(p => p.Name)];

    private static IEnumerable<IType> Written => Built.Value.Types.Where(t => !t.IsCompilerGenerated && !t.FullName.Contains('<', StringComparison.Ordinal));

    [Fact]
    public void A_type_lives_in_the_namespace_of_its_assembly()
    {
        var strangers = Written.Where(t => t.Name != "Program" && !IsIn(Space(t), NameOf(t)) && !IsGenerated(Space(t)));
        None(strangers.Select(t => t.FullName));
    }

    [Fact]
    public void News_needs_the_framework_alone()
    {
        var needed = Written.Where(t => NameOf(t) == "Dateline.News").SelectMany(t => t.Dependencies).Select(d => Space(d.Target)).Distinct();
        None(needed.Where(n => n.Length > 0 && !IsIn(n, "Dateline.News") && !IsIn(n, "System") && !IsIn(n, "Microsoft.CodeAnalysis")));
    }

    [Fact]
    public void News_and_formats_touch_no_file_and_no_network()
    {
        var touching = from type in Written
                       where NameOf(type) is "Dateline.News" or "Dateline.Formats"
                       from dependency in type.Dependencies
                       where IsOutside(dependency.Target)
                       select $"{type.FullName} → {dependency.Target.FullName}";
        None(touching.Distinct());
    }

    [Fact]
    public void Modules_do_not_know_each_other()
    {
        var crossings = from type in Written
                        let home = NameOf(type)
                        where Modules.Contains(home)
                        from dependency in type.Dependencies
                            // A method's type parameter is nobody's type; one of the same name may be found in another module.
                        where dependency.Target is not GenericParameter
                        let other = NameOf(dependency.Target)
                        where other != home && Modules.Contains(other)
                        select $"{type.FullName} → {dependency.Target.FullName}";
        None(crossings.Distinct());
    }

    /// <summary>
    /// A module shows one door: how to add it and where to map it. Beside that, only the interfaces the App binds for it, its words (constants),
    /// what the App asks of it by name, and what these lead to. The rest is internal.
    /// </summary>
    [Fact]
    public void A_module_shows_one_door() => None(Modules.SelectMany(TooOpen));

    private static IEnumerable<string> TooOpen(string module)
    {
        var shown = Written.Where(t => NameOf(t) == module && t.Visibility == Visibility.Public).ToList();
        var doors = shown.Where(IsDoor).ToList();
        if (doors.Count != 1) yield return $"{module} has {doors.Count} public static classes of Add…, Map… or Use… methods: it should have one";
        var asked = Written.Where(t => NameOf(t) == "Dateline.App").SelectMany(t => t.Dependencies).Select(d => d.Target).ToHashSet();
        var allowed = doors.Concat(shown.Where(t => t is Interface || IsWords(t) || asked.Contains(t))).ToHashSet();
        var open = new Queue<IType>(allowed);
        while (open.TryDequeue(out var type))
            foreach (var next in LedToBy(type).Where(s => shown.Contains(s) && allowed.Add(s))) open.Enqueue(next);
        foreach (var type in shown.Except(allowed)) yield return $"{type.FullName} is public, but neither {module}'s door nor the App leads to it";
    }

    private static bool IsDoor(IType type) =>
        type is Class { IsAbstract: true, IsSealed: true } && PublicMethods(type).ToList() is { Count: > 0 } methods
        && methods.All(m => m.Name.StartsWith("Add", StringComparison.Ordinal) || m.Name.StartsWith("Map", StringComparison.Ordinal) || m.Name.StartsWith("Use", StringComparison.Ordinal));

    private static bool IsWords(IType type) =>
        type is Class { IsAbstract: true, IsSealed: true } && type.Members.Where(m => m.Visibility == Visibility.Public).All(m => m is FieldMember);

    private static IEnumerable<MethodMember> PublicMethods(IType type) => type.Members.OfType<MethodMember>().Where(m => m.Visibility == Visibility.Public && m.MethodForm == MethodForm.Normal);

    private static IEnumerable<IType> LedToBy(IType type) =>
        type.Members.Where(m => m.Visibility == Visibility.Public).SelectMany(m => m.Dependencies).Select(d => d.Target);

    private static bool IsOutside(IType type) =>
        type.FullName is "System.IO.File" or "System.IO.FileInfo" or "System.IO.FileStream" or "System.IO.Directory" or "System.IO.DirectoryInfo" or "System.Diagnostics.Process"
        || IsIn(Space(type), "System.Net.Http") || IsIn(Space(type), "System.Net.Sockets");

    private static string Space(IType type) => type.Namespace?.FullName ?? "";

    private static bool IsIn(string name, string root) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);

    // Source generators (regular expressions, Razor) put what they make into namespaces of their own.
    private static bool IsGenerated(string name) =>
        name.Length == 0 || name.Contains("Generated", StringComparison.Ordinal) || IsIn(name, "AspNetCoreGeneratedDocument") || IsIn(name, "Microsoft") || IsIn(name, "System");

    // A type that only a reference names may have no assembly here.
    private static string NameOf(IType type) => type.Assembly?.Name.Split(',')[0] switch { null => "", "dateline" => "Dateline.App", var name => name };

    private static ArchUnitNET.Domain.Architecture Load()
    {
        var loader = new ArchLoader();
        foreach (var project in SourceTree.Sources) loader = loader.LoadFilteredDirectory(Output(project), (project.Property("AssemblyName") ?? project.Name) + ".dll");
        return loader.Build();
    }

    // These tests' output is …/bin/Release/net10.0: the others' is called the same.
    private static string Output(Project project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Repo.Path($"{project.Folder}/bin/{own.Parent!.Name}/{own.Name}");
        Assert.True(Directory.Exists(path), $"{project.Name} is not built: build the whole solution first.");
        return path;
    }
}
