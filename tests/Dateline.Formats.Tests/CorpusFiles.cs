namespace Dateline.Formats.Tests;

/// <summary>The documents of tests/Corpus, a folder for each format: written for these tests in the shapes in which agencies send, each with what must be read of it beside it.</summary>
internal static class CorpusFiles
{
    /// <summary>The documents of a format, sorted by name.</summary>
    public static IReadOnlyList<string> Of(string format) =>
        [.. Directory.EnumerateFiles(Repo.Path("tests/Corpus/" + format)).Where(IsDocument).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names(string format) => [.. Of(format).Select(f => Path.GetFileName(f)!)];

    /// <summary>Those that hold nothing wrong.</summary>
    public static IReadOnlyList<byte[]> Good(string format) => [.. Of(format).Where(f => !Path.GetFileNameWithoutExtension(f).EndsWith("-bad", StringComparison.Ordinal)).Select(File.ReadAllBytes)];

    /// <summary>What is read of the document is what stands beside it.</summary>
    public static void Check(string format, string name)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path($"tests/Corpus/{format}/{name}")));
        Golden.Matches($"tests/Corpus/{format}/{Path.GetFileNameWithoutExtension(name)}.expected.txt", ItemJson.Of(result));
    }

    private static bool IsDocument(string file) => !file.EndsWith(".expected.txt", StringComparison.Ordinal) && !file.EndsWith(".md", StringComparison.Ordinal);
}
