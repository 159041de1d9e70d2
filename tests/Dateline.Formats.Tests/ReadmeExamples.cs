using Dateline.Formats.Checks;
using Dateline.News;

namespace Dateline.Formats.Tests;

/// <summary>The examples of the library's README: what stands there is compiled and run here, word for word.</summary>
public sealed class ReadmeExamples
{
    private const string Readme = "src/0-story/Dateline.Formats/README.md", Here = "tests/Dateline.Formats.Tests/ReadmeExamples.cs";

    [Fact]
    public void Every_example_of_the_page_is_compiled_word_for_word()
    {
        var compiled = Lines(System.IO.File.ReadAllText(Repo.Path(Here)));
        var examples = System.IO.File.ReadAllText(Repo.Path(Readme)).ReplaceLineEndings("\n").Split("```csharp\n")[1..].Select(e => e.Split("\n```")[0]).ToList();
        Assert.True(examples.Count >= 4);
        Assert.All(examples, example => Assert.Contains(Lines(example), compiled));
    }

    [Fact]
    public void Anything_is_read()
    {
        File.Has("story.xml", "tests/Corpus/newsml-g2/picture.xml");
        Console.Clear();

        var read = WireFormats.Read(File.ReadAllBytes("story.xml"));
        if (read.Failure is { } failure) Console.WriteLine($"{failure.Code} at line {failure.Position.Line}: {failure.Message}");
        foreach (var item in read.Items)
            Console.WriteLine($"{item.Item?.Guid} {item.Item?.Content.Headline?.Text ?? item.Failure?.Message}");

        Assert.StartsWith(read.Items[0].Item!.Guid, Assert.Single(Console.Lines));
    }

    [Fact]
    public void A_source_is_known()
    {
        var bytes = System.IO.File.ReadAllBytes(Repo.Path("tests/Corpus/iptc7901/13-embargo-without-zone.iptc"));
        Console.Clear();

        var source = new ReadOptions { Dialect = "dpa", DefaultZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), DefaultLanguage = Language.From("de") };
        foreach (var item in WireFormats.Read(bytes, source).Items)
            foreach (var note in item.Notes) Console.WriteLine($"{note.Code} at {note.Position.Line}: {note.Message}");

        Assert.NotEmpty(Console.Lines);
        Assert.Equal("dpa", WireFormats.Read(bytes, source).Dialect);
    }

    [Fact]
    public void Another_format_is_written()
    {
        var item = WireFormats.Read(System.IO.File.ReadAllBytes(Repo.Path("tests/Corpus/iptc7901/01-dpa-two-lines.iptc"))).Items[0].Item!;
        Console.Clear();

        var written = WireFormats.Writer("ninjs-3.1")!.Write(item, WriteOptions.Default);
        File.WriteAllBytes("story.json", written.Bytes.ToArray());
        foreach (var note in written.Notes) Console.WriteLine(note.Message); // what ninjs can't say

        Assert.Equal(item.Guid, WireFormats.Read(File.ReadAllBytes("story.json")).Items[0].Item!.Guid);
        Assert.Equal(written.Notes.Count, Console.Lines.Count);
    }

    [Fact]
    public void A_document_is_checked()
    {
        byte[] bytes = [.. """{"uri":"urn:np.example:1","headline":7}"""u8];
        Console.Clear();

        foreach (var finding in WireChecks.Check(bytes))
            Console.WriteLine($"{finding.Position.Line}:{finding.Position.Column} {finding.Code} {finding.Message}");

        Assert.NotEmpty(Console.Lines);
    }

    private static string Lines(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    /// <summary>Stands in for the disk: the examples name files as their readers would.</summary>
    private static class File
    {
        [ThreadStatic] private static Dictionary<string, byte[]>? _files;

        internal static void Has(string name, string path) => (_files ??= [])[name] = System.IO.File.ReadAllBytes(Repo.Path(path));

        internal static byte[] ReadAllBytes(string name) => _files![name];

        internal static void WriteAllBytes(string name, byte[] bytes) => (_files ??= [])[name] = bytes;
    }

    /// <summary>Stands in for the screen.</summary>
    private static class Console
    {
        [ThreadStatic] private static List<string>? _lines;

        internal static IReadOnlyList<string> Lines => _lines ?? [];

        internal static void Clear() => _lines = [];

        internal static void WriteLine(string line) => _lines!.Add(line);
    }
}
