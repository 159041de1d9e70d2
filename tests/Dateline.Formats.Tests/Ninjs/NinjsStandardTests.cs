using System.Diagnostics;
using CsCheck;
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
    public void What_is_written_is_valid()
    {
        var schemas = Standards.RequireFolder("ninjs/schema");
        RequireValidator();
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
        var (exit, output) = Run("node", Repo.Path("tests/tools/ninjs-validate/validate.js"), schemas, folder.Path);
        Assert.True(exit == 0, output);
    }

    private static void RequireValidator()
    {
        var tool = Repo.Path("tests/tools/ninjs-validate");
        if (Directory.Exists(Path.Combine(tool, "node_modules", "ajv"))) return;
        try
        {
            if (Run("npm", "ci", "--prefix", tool, "--no-audit", "--no-fund").Exit == 0) return;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No npm on this machine: said below.
        }
        Requirement.Missing("ajv, the validator of JSON Schema, is not here: run npm ci in tests/tools/ninjs-validate.");
    }

    private static (int Exit, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
