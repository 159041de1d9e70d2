namespace Dateline.Formats.Tests.Jimi;

public sealed class JimiLaws : WireFormatLaws
{
    protected override string Format => "jimi";

    protected override IReadOnlyList<byte[]> Documents { get; } = CorpusFiles.Good("jimi");
}
