using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;

namespace Dateline.Architecture.Tests;

/// <summary>The packages as a stranger gets them: what is in them, and that the first example of the README runs with nothing else.</summary>
public sealed class PackageTests(PackageTests.Packed packed) : IClassFixture<PackageTests.Packed>
{
    // "Embedded source" of the portable PDB format.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Theory]
    [InlineData("Dateline.News", "")]
    [InlineData("Dateline.Formats", "AngleSharp Dateline.News HtmlSanitizer MimeKit")]
    public void A_package_brings_its_documentation_and_needs_no_more_than_it_uses(string name, string needs)
    {
        using var package = packed.Open(name, "nupkg");
        Assert.Equal([$"{name}.dll", $"{name}.xml"], package.Entries.Where(e => e.FullName.StartsWith("lib/net10.0/", StringComparison.Ordinal)).Select(e => e.Name).Order(StringComparer.Ordinal));
        var about = XElement.Load(package.GetEntry(name + ".nuspec")!.Open());
        string? Said(string field) => about.Descendants().FirstOrDefault(e => e.Name.LocalName == field)?.Value;
        Assert.Equal(("README.md", "Apache-2.0"), (Said("readme"), Said("license")));
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotEmpty(Said("description")!);
        Assert.NotEmpty(Said("tags")!);
        Assert.Equal(needs, string.Join(' ', about.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => e.Attribute("id")!.Value).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Dateline.News")]
    [InlineData("Dateline.Formats")]
    public void Its_symbols_bring_the_source_and_name_no_folder_of_the_machine_it_was_built_on(string name)
    {
        using var symbols = packed.Open(name, "snupkg");
        using var stream = symbols.Entries.Single(e => e.Name == name + ".pdb").Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        copy.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        var reader = provider.GetMetadataReader();
        Assert.NotEmpty(reader.Documents);
        foreach (var document in reader.Documents)
        {
            Assert.StartsWith("/_/src/0-story/", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal);
            Assert.Contains(reader.GetCustomDebugInformation(document), i => reader.GetGuid(reader.GetCustomDebugInformation(i).Kind) == EmbeddedSource);
        }
    }

    [Fact]
    public void The_first_example_of_the_README_reads_a_file_in_a_new_program()
    {
        using var folder = new TempFolder();
        var example = SourceTree.Text("src/0-story/Dateline.Formats/README.md").ReplaceLineEndings("\n").Split("```csharp\n")[1].Split("\n```")[0];
        File.WriteAllText(folder["Program.cs"], "using Dateline.Formats;\n" + example + "\n");
        File.Copy(Repo.Path("tests/Corpus/ritzau/story.xml"), folder["story.xml"]);
        var version = SourceTree.Xml("Directory.Build.props").Descendants("Version").Single().Value;
        File.WriteAllText(folder["stranger.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><PackageReference Include="Dateline.Formats" Version="{version}" /></ItemGroup>
            </Project>
            """);
        // Only the folder of packages is a source; what they need was restored for this repository already.
        File.WriteAllText(folder["nuget.config"], $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{folder["packages"]}" /></config>
              <packageSources><clear /><add key="packed" value="{packed.Folder}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{RestoredPackages}" /></fallbackPackageFolders>
            </configuration>
            """);
        var said = Tool.Dotnet(folder.Path, "run", "--project", folder["stranger.csproj"]);
        Assert.Contains("rb-0417 Broen i Kessel", said, StringComparison.Ordinal);
    }

    private static string RestoredPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The packages of what these tests were built with.</summary>
    public sealed class Packed : IDisposable
    {
        private readonly TempFolder _folder = new();

        public Packed()
        {
            var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
            foreach (var name in (string[])["Dateline.News", "Dateline.Formats"])
                Tool.Dotnet(Repo.Root, "pack", Repo.Path($"src/0-story/{name}/{name}.csproj"), "--no-build", "-c", configuration, "-o", Folder, "-v", "quiet");
        }

        internal string Folder => _folder.Path;

        internal ZipArchive Open(string name, string kind) => ZipFile.OpenRead(Directory.GetFiles(Folder, $"{name}.*.{kind}").Single(f => Path.GetExtension(f) == "." + kind));

        public void Dispose() => _folder.Dispose();
    }

    private static class Tool
    {
        internal static string Dotnet(string folder, params string[] arguments)
        {
            var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
            // What runs the tests has settings of its own that are no matter of a new program's.
            foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
            start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
            start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {said}");
            return said;
        }
    }
}
