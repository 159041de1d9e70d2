namespace Dateline.Formats.Tests.Mail;

/// <summary>Mails written for these tests, each a trap that real mail holds: each with what must be read of it beside it.</summary>
public sealed class MailCorpus
{
    private const string Folder = "tests/Corpus/mail";

    /// <summary>The messages, sorted by name.</summary>
    public static IReadOnlyList<string> Files => [.. Directory.EnumerateFiles(Repo.Path(Folder), "*.eml").Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => [.. Files.Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_as_expected(string name)
    {
        var result = WireFormats.Read(File.ReadAllBytes(Repo.Path($"{Folder}/{name}.eml")));
        Golden.Matches($"{Folder}/{name}.expected.txt", ItemJson.Of(result));
    }
}
