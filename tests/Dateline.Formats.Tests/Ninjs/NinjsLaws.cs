using System.Text;
using CsCheck;
using Dateline.News;

namespace Dateline.Formats.Tests.Ninjs;

public sealed class NinjsLaws : WireFormatLaws
{
    protected override string Format => "ninjs";

    protected override IReadOnlyList<byte[]> Documents { get; } =
        [Encoding.UTF8.GetBytes(NinjsSample.Third), Encoding.UTF8.GetBytes(NinjsSample.First), .. NinjsCorpus.Files.Where(f => !f.Contains("-bad", StringComparison.Ordinal)).Select(File.ReadAllBytes)];

    protected override IReadOnlyList<IWireWriter> FormatWriters { get; } = [WireFormats.Writer("ninjs-3.1")!, WireFormats.Writer("ninjs-2.2")!, WireFormats.Writer("ninjs-1.6")!];

    private protected override Gen<NewsItem> Items => Gen.Frequency((4, ItemGen.Texts), (1, ItemGen.PictureItems));

    // ninjs 1 states no relations, and pictures in it are associations: those are no links. An item's own rights are those of its picture.
    protected override NewsItem Comparable(NewsItem item) => base.Comparable(item) with
    {
        Links = [.. item.Links.Select(l => l with { Rel = null })],
    };
}
