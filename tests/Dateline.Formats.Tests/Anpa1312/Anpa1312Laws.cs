namespace Dateline.Formats.Tests.Anpa1312;

public sealed class Anpa1312Laws : WireFormatLaws
{
    protected override string Format => "anpa1312";

    protected override IReadOnlyList<byte[]> Documents { get; } = [.. Anpa1312Corpus.Files.Select(File.ReadAllBytes)];
}
