namespace Dateline.Formats.Tests.NewsMl12;

public sealed class NewsMl12Laws : WireFormatLaws
{
    protected override string Format => "newsml-1.2";

    protected override IReadOnlyList<byte[]> Documents { get; } = CorpusFiles.Good("newsml-1.2");
}
