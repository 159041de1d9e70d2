namespace Dateline.Formats.Tests.Ritzau;

public sealed class RitzauLaws : WireFormatLaws
{
    protected override string Format => "ritzau";

    protected override IReadOnlyList<byte[]> Documents { get; } = CorpusFiles.Good("ritzau");
}
