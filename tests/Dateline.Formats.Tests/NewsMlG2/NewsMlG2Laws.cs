using System.Text;

namespace Dateline.Formats.Tests.NewsMlG2;

public sealed class NewsMlG2Laws : WireFormatLaws
{
    protected override string Format => "newsml-g2";

    protected override IReadOnlyList<byte[]> Documents { get; } =
        [Encoding.UTF8.GetBytes(Sample.Story), .. NewsMlG2Corpus.Files.Where(f => !f.EndsWith("-bad.xml", StringComparison.Ordinal)).Select(File.ReadAllBytes)];

    protected override IReadOnlyList<IWireWriter> FormatWriters { get; } = [WireFormats.Writer("newsml-g2")!];
}
