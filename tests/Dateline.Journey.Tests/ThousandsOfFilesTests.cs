using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Dateline.Journey.Tests;

/// <summary>Thousands of files at once: a line each, in the order in which they were named and as soon as they are read, and no more memory than one of them takes.</summary>
public sealed class ThousandsOfFilesTests
{
    private const int Files = 2_000;
    private const int Paragraphs = 80;

    // All the files together have more bytes than this, and what is read of them several times as many: who keeps what is done with ends here.
    private const long HeapLimit = 24 * 1024 * 1024;

    [Fact]
    public async Task Each_gives_its_line_before_the_next_is_read_and_those_that_cannot_be_read_end_nothing()
    {
        using var folder = new TempFolder();
        var files = Stories(folder.Path, Files);
        var (broken, missing, input) = (Files / 3, Files / 2, Files - 2);
        await File.WriteAllTextAsync(files[broken], "no news");
        files[missing] = Path.Combine(folder.Path, "no-such-file");
        files[input] = "-";
        Assert.True(files.Where(File.Exists).Sum(f => new FileInfo(f).Length) > HeapLimit);
        using var process = Start(["inspect", "--json", .. files]);
        for (var at = 0; at < Files; at++)
        {
            // Nothing behind it can have been read yet: it waits for this one.
            if (at == input) { await process.StandardInput.WriteAsync(Story(at)); process.StandardInput.Close(); }
            using var line = JsonDocument.Parse((await NextLineAsync(process))!);
            Assert.Equal(files[at], line.RootElement.GetProperty("file").GetString());
            if (at == broken) Assert.Equal("unknown-format", Error(line));
            else if (at == missing) Assert.Equal("file-unreadable", Error(line));
            else Assert.Equal($"Harbour fees rise again, {at}", line.RootElement.GetProperty("headline").GetString());
        }
        Assert.Null(await NextLineAsync(process));
        Assert.Equal((1, ""), (await EndAsync(process), await process.StandardError.ReadToEndAsync()));
    }

    [Fact]
    public async Task They_are_converted_one_after_the_other()
    {
        using var folder = new TempFolder();
        var files = Stories(folder.Path, Files);
        var into = Path.Combine(folder.Path, "converted");
        files[Files / 2] = Path.Combine(folder.Path, "no-such-file");
        using var process = Start(["convert", "--to", "ninjs-3.1", "--out", into, .. files]);
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync();
        Assert.Equal(1, await EndAsync(process));
        Assert.Contains("no-such-file", Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => l.Contains("file-unreadable", StringComparison.Ordinal)));
        Assert.Equal(Files - 1, Directory.EnumerateFiles(into).Count());
    }

    [Fact]
    public async Task They_are_checked_one_after_the_other()
    {
        using var folder = new TempFolder();
        var files = Stories(folder.Path, Files);
        var zoneless = Files / 2;
        await File.WriteAllTextAsync(files[zoneless], await File.ReadAllTextAsync(Repo.Path("tests/Corpus/newsml-g2/embargo-zoneless.xml")));
        using var process = Start(["validate", .. files]);
        process.StandardInput.Close();
        var findings = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, await EndAsync(process));
        Assert.NotEmpty(findings);
        Assert.All(findings, f => Assert.StartsWith(files[zoneless] + ":", f));
    }

    private static string? Error(JsonDocument line) => line.RootElement.GetProperty("error").GetProperty("code").GetString();

    private static string[] Stories(string folder, int count)
    {
        var files = new string[count];
        for (var at = 0; at < count; at++)
        {
            files[at] = Path.Combine(folder, $"{at:D5}.json");
            File.WriteAllText(files[at], Story(at));
        }
        return files;
    }

    private static string Story(int number)
    {
        var text = new StringBuilder();
        for (var paragraph = 0; paragraph < Paragraphs; paragraph++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<p>Paragraph {paragraph} of story {number}: the harbour council of Wexmouth voted once more on what a berth shall cost, and so it will cost more. Nobody who spoke had asked for that, and all who voted had spoken.</p>");
        return $$"""{"uri":"urn:np.example:harbour:{{number}}","type":"text","versioncreated":"2026-08-24T10:00:00Z","pubstatus":"usable","headline":"Harbour fees rise again, {{number}}","body_html":"{{text}}"}""";
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(DatelineProcess.Executable, command) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardInputEncoding = new UTF8Encoding(false) };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    private static Task<string?> NextLineAsync(Process process) => process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));

    private static async Task<int> EndAsync(Process process)
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }
}
