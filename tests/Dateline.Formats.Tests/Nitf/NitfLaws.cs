namespace Dateline.Formats.Tests.Nitf;

public sealed class NitfLaws : WireFormatLaws
{
    protected override string Format => "nitf";

    protected override IReadOnlyList<byte[]> Documents { get; } = CorpusFiles.Good("nitf");
}
