namespace Dateline.Formats.Tests.ApMedia;

public sealed class ApMediaLaws : WireFormatLaws
{
    protected override string Format => "ap-media";
    protected override IReadOnlyList<byte[]> Documents => WireCorpus.Good(Format, "-unknown-status", "-no-itemid");
}
