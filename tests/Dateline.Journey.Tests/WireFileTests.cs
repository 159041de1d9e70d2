using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Dateline.Journey.Tests;

/// <summary>The verbs for files alone, as a script sees them: what they write, on which stream, and how they end.</summary>
public sealed class WireFileTests
{
    private static readonly string[] Keys =
        ["file", "format", "guid", "version", "headline", "slugline", "byline", "dateline", "located", "language", "urgency", "pubStatus", "signals", "embargo", "body", "bodyText", "notes"];

    [Fact]
    public async Task Every_file_of_the_corpus_gives_its_lines_of_JSON_and_one_that_is_no_news_an_error()
    {
        var files = Directory.EnumerateFiles(Repo.Path("tests/Corpus"), "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".expected.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var lines = await LinesAsync(files, exit: 1);
        Assert.Equal(files, lines.Select(l => (string)l["file"]!).Distinct());
        Assert.Contains(lines, l => ((string)l["file"]!).EndsWith("README.md", StringComparison.Ordinal) && (string?)l["error"]!["code"] == "unknown-format");
        var several = lines.Where(l => ((string)l["file"]!).EndsWith("09-several-messages.iptc", StringComparison.Ordinal)).Select(l => (int)l["item"]!).ToList();
        Assert.Equal(Enumerable.Range(1, several.Count), several);
        Assert.True(several.Count > 1);
    }

    [Fact]
    public async Task Every_example_of_the_standards_gives_its_lines_of_JSON()
    {
        Standards.RequireFolder("newsml-g2/examples");
        List<string> files = [.. Standards.Files("newsml-g2/examples"), .. Standards.Files("nitf/examples"), .. Standards.Files("ninjs/examples")];
        var lines = await LinesAsync(files, exit: null);
        Assert.Equal(files, lines.Select(l => (string)l["file"]!).Distinct());
        Assert.All(lines.Where(l => l["error"] is not null), l => Assert.Matches("fragments|not-valid|1-4-examples", (string)l["file"]!));
    }

    [Fact]
    public async Task What_a_file_does_not_say_is_null()
    {
        var line = Assert.Single(await LinesAsync([Repo.Path("tests/Corpus/iptc7901/01-dpa-two-lines.iptc")], exit: 0));
        Assert.Null(line["guid"]);
        Assert.Contains(line["notes"]!.AsArray(), n => (string?)n!["code"] == "guid-derived");
        Assert.InRange((int)line["urgency"]!, 1, 6);
        Assert.NotNull(line["headline"]);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_line_and_a_bad_status()
    {
        var line = Assert.Single(await LinesAsync(["no-such-file"], exit: 1));
        Assert.Equal("file-unreadable", (string?)line["error"]!["code"]);
    }

    [Fact]
    public async Task Standard_input_is_converted_to_standard_output_and_notes_go_beside_it()
    {
        var story = await File.ReadAllBytesAsync(Repo.Path("tests/Corpus/newsml-g2/ap-nitf-inside.xml"));
        var (exit, output, said) = await RunAsync(["convert", "--to", "iptc7901", "-"], story);
        Assert.Equal(0, exit);
        Assert.Contains("-:1:1: cannot-say: ", said);
        var (again, json, _) = await RunAsync(["inspect", "--json", "-"], output);
        var (_, before, _) = await RunAsync(["inspect", "--json", "-"], story);
        Assert.Equal((0, "iptc7901"), (again, (string?)Parsed(json)["format"]));
        Assert.Equal((string?)Parsed(before)["headline"], (string?)Parsed(json)["headline"]);
    }

    [Fact]
    public async Task A_format_that_is_not_written_is_answered_with_those_that_are()
    {
        var (exit, output, said) = await RunAsync(["convert", "--to", "papyrus", "-"]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains("newsml-g2", said);
        var (asked, list, _) = await RunAsync(["convert", "--to", "?"]);
        Assert.Equal(0, asked);
        Assert.Contains("ninjs-3.1", Encoding.UTF8.GetString(list));
    }

    [Fact]
    public async Task Files_are_converted_into_a_folder_and_never_over_what_is_there()
    {
        using var folder = new TempFolder();
        string[] command = ["convert", "--to", "ninjs-3.1", "--out", folder.Path, Repo.Path("tests/Corpus/nitf/correction.xml"), Repo.Path("tests/Corpus/ritzau/correction.xml")];
        Assert.Equal(0, (await RunAsync(command)).Exit);
        Assert.Equal(["correction-2.json", "correction.json"], Directory.EnumerateFiles(folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        var (exit, _, said) = await RunAsync(command);
        Assert.Equal(1, exit);
        Assert.Contains("file-unwritable", said);
    }

    [Fact]
    public async Task What_a_schema_cannot_catch_is_found_with_its_place()
    {
        var item = await File.ReadAllTextAsync(Repo.Path("tests/Corpus/newsml-g2/embargo-zoneless.xml"));
        var (exit, output, _) = await RunAsync(["validate", "-"], Encoding.UTF8.GetBytes(item));
        Assert.Equal(1, exit);
        Assert.Matches(@"-:\d+:\d+: zone-missing: embargoed ", Encoding.UTF8.GetString(output));
    }

    [Fact]
    public async Task What_ninjs_does_not_know_is_found_where_it_stands()
    {
        var (exit, output, _) = await RunAsync(["validate", "-"], Encoding.UTF8.GetBytes("""{"uri":"urn:np.example:1","headline":7,"colour":"red","pubstatus":"usable"}"""));
        Assert.Equal(1, exit);
        Assert.Matches("property-type: .*(/headline)", Encoding.UTF8.GetString(output));
        Assert.Matches("property-unknown: .*colour", Encoding.UTF8.GetString(output));
    }

    [Fact]
    public async Task What_Dateline_writes_is_valid()
    {
        Standards.RequireFile("combined-xsd/G2-with-NITF.xsd");
        var story = await File.ReadAllBytesAsync(Repo.Path("tests/Corpus/ninjs/01-text-3.1.json"));
        foreach (var format in (string[])["newsml-g2", "nitf", "nitf-plain", "ninjs-3.1", "ninjs-2.2", "ninjs-1.6"])
        {
            var (_, written, _) = await RunAsync(["convert", "--to", format, "-"], story);
            var (exit, findings, said) = await RunAsync(["validate", "-"], written);
            Assert.Equal((0, "", ""), (exit, Encoding.UTF8.GetString(findings), said));
        }
    }

    [Fact]
    public async Task What_breaks_the_schema_is_found_with_its_place()
    {
        Standards.RequireFile("combined-xsd/G2-with-NITF.xsd");
        var story = await File.ReadAllBytesAsync(Repo.Path("tests/Corpus/ninjs/01-text-3.1.json"));
        foreach (var (format, from, to) in new[] { ("newsml-g2", "<itemMeta>", "<itemMeta><colour/>"), ("nitf", "<body>", "<body><colour/>"), ("nitf-plain", "<body>", "<body><colour/>") })
        {
            var written = Encoding.UTF8.GetString((await RunAsync(["convert", "--to", format, "-"], story)).Output);
            Assert.Contains(from, written);
            var (exit, findings, _) = await RunAsync(["validate", "-"], Encoding.UTF8.GetBytes(written.Replace(from, to, StringComparison.Ordinal)));
            Assert.Equal(1, exit);
            Assert.Matches(@"-:\d+:\d+: schema: .*colour", Encoding.UTF8.GetString(findings));
        }
    }

    [Fact]
    public async Task Each_format_may_be_the_first_that_a_process_reads()
    {
        foreach (var folder in Directory.EnumerateDirectories(Repo.Path("tests/Corpus")).Where(d => Path.GetFileName(d) is not ("for-people" or "crashes")))
        {
            var file = Directory.EnumerateFiles(folder).Where(f => !f.EndsWith(".txt", StringComparison.Ordinal) && !f.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).First();
            Assert.All(await LinesAsync([file], exit: 0), line => Assert.Equal(Path.GetFileName(folder), (string?)line["format"]));
        }
    }

    [Fact]
    public async Task The_first_mail_that_a_process_reads_has_the_characters_of_its_header()
    {
        var line = Assert.Single(await LinesAsync([Repo.Path("tests/Corpus/mail/21-kill-subject.eml")], exit: 0));
        Assert.Equal("KILL – Ferry story", (string?)line["headline"]);
    }

    private static JsonObject Parsed(byte[] line) => JsonNode.Parse(line)!.AsObject();

    private static async Task<List<JsonObject>> LinesAsync(IReadOnlyList<string> files, int? exit)
    {
        var (code, output, said) = await RunAsync(["inspect", "--json", .. files]);
        Assert.Equal("", said);
        if (exit is not null) Assert.Equal(exit, code);
        else Assert.InRange(code, 0, 1);
        var lines = Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject()).ToList();
        foreach (var line in lines) Assert.Equal(Keys, line.Select(p => p.Key).Where(k => k is not "item" and not "error"));
        return lines;
    }

    private static async Task<(int Exit, byte[] Output, string Said)> RunAsync(string[] command, byte[]? input = null)
    {
        var start = new ProcessStartInfo(DatelineProcess.Executable, command) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (Standards.Folder is { } standards) start.Environment["DATELINE_STANDARDS"] = standards;
        using var process = Process.Start(start)!;
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var said = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            // A command that has no use for it does not read it.
            try { await process.StandardInput.BaseStream.WriteAsync(input); }
            catch (IOException) { }
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await reading;
        return (process.ExitCode, output.ToArray(), await said);
    }
}
