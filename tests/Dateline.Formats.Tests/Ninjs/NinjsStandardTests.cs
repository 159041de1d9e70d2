using System.Text.Json;
using CsCheck;
using Dateline.Formats.Checks;
using Dateline.News;

namespace Dateline.Formats.Tests.Ninjs;

/// <summary>IPTC's own examples and schemas: what they pass is read, what is written passes them.</summary>
public sealed class NinjsStandardTests
{
    [Fact]
    public void Every_example_of_the_standard_is_read()
    {
        Standards.RequireFolder("ninjs/test_suite");
        var files = Standards.Files("ninjs/test_suite", "*.json").Where(f => f.Contains("should_pass", StringComparison.Ordinal)).Concat(Standards.Files("ninjs/examples", "*.json")).ToList();
        Assert.True(files.Count > 100);
        Assert.All(files, file =>
        {
            var result = WireFormats.Read(File.ReadAllBytes(file));
            Assert.True(result.Failure is null, $"{file}: {result.Failure}");
            Assert.All(result.Items, item => Assert.True(item.Failure is null, $"{file}: {item.Failure}"));
        });
    }

    [Fact]
    public void The_suites_of_the_standard_behave_as_their_folders_say()
    {
        Standards.RequireFolder("ninjs/test_suite");
        var files = Standards.Files("ninjs/test_suite", "*.json").Where(f => f.Contains("should_", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 130);
        Assert.All(files, file =>
        {
            var findings = new List<WireFinding>();
            NinjsChecks.Check(File.ReadAllBytes(file), findings, Directory.GetParent(file)!.Parent!.Name);
            if (file.Contains("should_fail", StringComparison.Ordinal)) Assert.True(findings.Count > 0, $"{file}: nothing was found.");
            else Assert.True(findings.Count == 0, $"{file}: {string.Join("; ", findings)}");
        });
    }

    [Fact]
    public void What_is_checked_is_what_the_schemas_say()
    {
        Standards.RequireFolder("ninjs/schema");
        Assert.All(NinjsShapes.Versions, version =>
        {
            var schema = JsonDocument.Parse(File.ReadAllBytes(Standards.RequireFile($"ninjs/schema/ninjs-schema_{version}.json"))).RootElement;
            var (theirs, ours) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
            NinjsSchemaPaths.OfSchema(schema, schema, "", theirs);
            NinjsSchemaPaths.OfShape(version, "item", "", ours);
            Assert.True(theirs.SetEquals(ours), $"{version}: only in the schema: {string.Join(", ", theirs.Except(ours))}; only here: {string.Join(", ", ours.Except(theirs))}");
        });
    }

    [Fact]
    public void What_is_written_is_valid()
    {
        var schemas = Standards.RequireFolder("ninjs/schema");
        NodeTool.Require("ninjs-validate", "ajv", "ajv, the validator of JSON Schema, is");
        using var folder = new TempFolder();
        var count = 0;
        foreach (var (writer, version) in (ReadOnlySpan<(string, string)>)[("ninjs-3.1", "3.1"), ("ninjs-2.2", "2.2"), ("ninjs-1.6", "1.6")])
        {
            foreach (var document in NinjsCorpus.Files)
                foreach (var read in WireFormats.Read(File.ReadAllBytes(document)).Items)
                    if (read.Item is { } item) Write(item);
            ItemGen.Any.Sample(Write, iter: 200, threads: 1);
            void Write(NewsItem item) => File.WriteAllBytes(Path.Combine(folder.Path, $"{Interlocked.Increment(ref count):0000}.{version}.json"), WireFormats.Writer(writer)!.Write(item, WriteOptions.Default).Bytes.ToArray());
        }
        var (exit, output) = NodeTool.Run("node", Repo.Path("tests/tools/ninjs-validate/validate.js"), schemas, folder.Path);
        Assert.True(exit == 0, output);
    }

    // The validator that judges what we write is itself judged: by the documents that IPTC made to pass and to fail. Before 1.3 the schema is of a draft
    // that no tool reads any more (1.0), or a wrong date was meant to pass (1.2).
    [Fact]
    public void The_validator_judges_IPTCs_suites_as_their_folders_say()
    {
        var schemas = Standards.RequireFolder("ninjs/schema");
        var suite = Standards.RequireFolder("ninjs/test_suite");
        NodeTool.Require("ninjs-validate", "ajv", "ajv, the validator of JSON Schema, is");
        using var folder = new TempFolder();
        var expected = new List<string>();
        foreach (var version in Directory.EnumerateDirectories(suite).Select(f => Path.GetFileName(f)!).Where(v => string.CompareOrdinal(v, "1.3") >= 0).Order(StringComparer.Ordinal))
            foreach (var verdict in new[] { "should_pass", "should_fail" })
                foreach (var file in Standards.Files($"ninjs/test_suite/{version}/{verdict}", "*.json"))
                {
                    var name = $"{verdict}-{Path.GetFileNameWithoutExtension(file).Replace('.', '_')}.{version}.json";
                    File.Copy(file, Path.Combine(folder.Path, name));
                    if (verdict == "should_fail") expected.Add(name);
                }
        var output = NodeTool.Run("node", Repo.Path("tests/tools/ninjs-validate/validate.js"), schemas, folder.Path).Output;
        var failed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[..l.IndexOf(": ", StringComparison.Ordinal)]);
        Assert.True(expected.Count > 30);
        Assert.Equal(expected.Order(StringComparer.Ordinal), failed.Order(StringComparer.Ordinal));
    }
}
