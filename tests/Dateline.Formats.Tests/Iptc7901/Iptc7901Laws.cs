namespace Dateline.Formats.Tests.Iptc7901;

public sealed class Iptc7901Laws : WireFormatLaws
{
    protected override string Format => "iptc7901";

    protected override IReadOnlyList<byte[]> Documents { get; } = [.. Iptc7901Corpus.Files.Select(File.ReadAllBytes)];
}
