using System.Xml;
using System.Xml.Linq;
using Dateline.Formats;
using Dateline.News;

namespace Dateline.Bench.Benches;

/// <summary>Reading and writing NewsML-G2, beside a bare XmlReader → XDocument load of the same bytes.</summary>
internal static class G2Bench
{
    internal static Task Run(BenchOptions options, Report report)
    {
        var items = Enumerable.Range(0, 500).Select(n => WireSample.Item(n)).ToArray();
        var files = Enumerable.Range(0, 500).Select(n => WireSample.G2(n)).ToArray();
        report.Say($"500 items, {files.Average(f => f.Length):N0} bytes each");
        var writer = WireFormats.Writer("newsml-g2")!;

        // Turn by turn, so that neither side has the quieter machine; the best of three each.
        double bare = 0, read = 0, write = 0;
        for (var round = 0; round < 3; round++)
        {
            bare = Math.Max(bare, Rate(options, n => Load(files[n % files.Length])));
            read = Math.Max(read, Rate(options, n => Read(files[n % files.Length])));
            write = Math.Max(write, Rate(options, n => writer.Write(items[n % items.Length], WriteOptions.Default)));
        }
        report.Figure("read", read, "docs/s", bare, ">= 60 % of a bare XmlReader to XDocument load", read >= 0.6 * bare);
        report.Figure("write", write, "docs/s", null, ">= 30,000 docs/s", write >= 30_000);
        return Task.CompletedTask;
    }

    private static void Read(byte[] file)
    {
        if (WireFormats.Read(file).Items is not [{ Item: not null }]) throw new InvalidOperationException("The sample was not read.");
    }

    private static void Load(byte[] file)
    {
        using var reader = XmlReader.Create(new MemoryStream(file));
        XDocument.Load(reader);
    }

    private static double Rate(BenchOptions options, Action<int> one)
    {
        Pace.Warm(TimeSpan.Zero, one);
        return Pace.Of(options.Load / 4, one).PerSecond;
    }
}
