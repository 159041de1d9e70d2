namespace Dateline.Testing;

/// <summary>
/// Compares what a test made with a committed file. On a difference the new one is written beside it as <c>*.received.*</c> (git ignores those)
/// and the test fails. Run the tests with <c>DATELINE_ACCEPT=1</c> to overwrite the committed files, then read the diff;
/// on CI (<c>CI=true</c>) nothing is ever accepted.
/// </summary>
public static class Golden
{
    private static bool Accepts =>
        Environment.GetEnvironmentVariable("DATELINE_ACCEPT") == "1" && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Compares text with the file at <paramref name="path"/>, given from the repository's root. Line ends do not matter.</summary>
    public static void Matches(string path, string text)
    {
        var file = Repo.Path(path);
        var received = Lines(text);
        var expected = File.Exists(file) ? Lines(File.ReadAllText(file)) : null;
        if (received == expected) Forget(file);
        else if (Accepts) Accept(file, f => File.WriteAllText(f, received));
        else Refuse(path, Received(file), f => File.WriteAllText(f, received), FirstDifference(expected, received));
    }

    /// <summary>Compares bytes with the file at <paramref name="path"/>, given from the repository's root.</summary>
    public static void Matches(string path, ReadOnlySpan<byte> bytes)
    {
        var file = Repo.Path(path);
        var received = bytes.ToArray();
        if (File.Exists(file) && bytes.SequenceEqual(File.ReadAllBytes(file))) Forget(file);
        else if (Accepts) Accept(file, f => File.WriteAllBytes(f, received));
        else Refuse(path, Received(file), f => File.WriteAllBytes(f, received), $"{received.Length} bytes received");
    }

    private static void Accept(string file, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        write(file);
        Forget(file);
    }

    private static void Refuse(string path, string received, Action<string> write, string difference)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        write(received);
        Assert.Fail($"{path} differs: {difference}\nReceived: {Repo.Relative(received)}. If it is right, run again with DATELINE_ACCEPT=1.");
    }

    private static void Forget(string file) => File.Delete(Received(file));

    private static string Received(string file) =>
        Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + ".received" + Path.GetExtension(file));

    private static string Lines(string text) => text.ReplaceLineEndings("\n");

    private static string FirstDifference(string? expected, string received)
    {
        if (expected is null) return "it is not there yet.";
        var (left, right) = (expected.Split('\n'), received.Split('\n'));
        var line = 0;
        while (line < left.Length && line < right.Length && left[line] == right[line]) line++;
        return $"line {line + 1}\n  expected: {At(left, line)}\n  received: {At(right, line)}";
    }

    private static string At(string[] lines, int line) => line < lines.Length ? lines[line] : "(the end)";
}
