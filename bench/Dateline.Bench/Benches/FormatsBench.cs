using Dateline.Formats;

namespace Dateline.Bench.Benches;

/// <summary>
/// Every format: how fast it is read beside a bare parse of the same bytes, how fast it is written, and what a document costs in memory.
/// Texts without any syntax to parse have an absolute limit.
/// </summary>
internal static class FormatsBench
{
    private const double TextLimit = 200;
    private const int Rounds = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.7);

    internal static Task Run(BenchOptions options, Report report)
    {
        var only = options.Rest.Skip(1).Where(r => !r.StartsWith('-')).ToArray();
        foreach (var format in WireFormats.Readers.Select(r => r.Name).Where(n => only.Length == 0 || only.Contains(n))) Read(format, options, report);
        foreach (var writer in WireFormats.Writers.Where(w => only.Length == 0 || only.Contains(w.Name))) Write(writer, options, report);
        return Task.CompletedTask;
    }

    private static TimeSpan Turn(BenchOptions options) => options.Load / 24;

    private static void Read(string format, BenchOptions options, Report report)
    {
        var isText = format is "iptc7901" or "anpa1312";
        var (names, documents, bare) = Prepare(format, isText);
        if (documents.Length == 0) { report.Say($"{format}: no documents"); return; }
        var size = documents.Average(d => d.Length);
        report.Say($"{format}: {documents.Length} documents, {size:N0} bytes each");
        if (options.Rest.Contains("--documents")) { Each(names, documents, bare, report); return; }
        Pace mine = default, limit = default, outer = default;
        void Mine(int n) => WireFormats.Read(documents[n % documents.Length]);
        void Bare(int n) => bare[n % bare.Length].Whole();
        void Outer(int n) => bare[n % bare.Length].Outer();
        Pace.Warm(WarmUp, Mine);
        if (!isText) { Pace.Warm(WarmUp, Bare); Pace.Warm(TimeSpan.Zero, Outer); }
        // Turn by turn, so that neither side has the quieter machine.
        for (var round = 0; round < Rounds; round++)
        {
            mine = mine.Or(Pace.Of(Turn(options), Mine));
            if (isText) continue;
            limit = limit.Or(Pace.Of(Turn(options), Bare));
            outer = outer.Or(Pace.Of(Turn(options) / 2, Outer));
        }
        var megabytes = mine.PerSecond * size / 1e6;
        if (isText)
        {
            report.Figure($"read {format}", mine.PerSecond, "docs/s", null, "for reading: the target is in bytes", null);
            report.Figure($"read {format} bytes", megabytes, "MB/s", TextLimit, ">= 200 MB/s of plain text", megabytes >= TextLimit);
        }
        else
        {
            report.Figure($"read {format}", mine.PerSecond, "docs/s", limit.PerSecond, ">= 50 % of a bare parse of the same bytes", mine.PerSecond >= 0.5 * limit.PerSecond);
            if (outer.PerSecond > 1.2 * limit.PerSecond) report.Figure($"read {format} beside its outer syntax", mine.PerSecond, "docs/s", outer.PerSecond, "for reading: the markup in its texts is left unparsed", null);
            report.Figure($"read {format} bytes", megabytes, "MB/s", limit.PerSecond * size / 1e6, "for reading", null);
        }
        report.Figure($"read {format} allocated", mine.Allocated, "bytes/doc", isText ? null : limit.Allocated, "for reading", null);
    }

    // A document the bare parser refuses has no limit, and is left out on both sides.
    private static (string[] Names, byte[][] Documents, BareParse[] Bare) Prepare(string format, bool isText)
    {
        var all = FormatDocuments.Of(format).Select(d => (d.Name, d.Bytes, Bare: isText ? null : BareParse.Of(format, d.Bytes))).Where(d => isText || d.Bare is not null).ToArray();
        return ([.. all.Select(d => d.Name)], [.. all.Select(d => d.Bytes)], [.. all.Select(d => d.Bare).OfType<BareParse>()]);
    }

    /// <summary>For whoever looks for what is slow: each document by itself.</summary>
    private static void Each(string[] names, byte[][] documents, BareParse[] bare, Report report)
    {
        var turn = TimeSpan.FromMilliseconds(60);
        for (var at = 0; at < documents.Length; at++)
        {
            var document = documents[at];
            Pace.Warm(turn, _ => WireFormats.Read(document));
            var thrown = 0;
            void Count(object? sender, System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs e) => thrown++;
            AppDomain.CurrentDomain.FirstChanceException += Count;
            WireFormats.Read(document);
            AppDomain.CurrentDomain.FirstChanceException -= Count;
            var mine = 1e6 / Pace.Of(turn, _ => WireFormats.Read(document)).PerSecond;
            var limit = bare.Length == 0 ? 0 : 1e6 / Pace.Of(turn, _ => bare[at].Whole()).PerSecond;
            report.Say($"  {names[at],-40} {document.Length,7} bytes {mine,8:N1} us, bare {limit,8:N1} us{(thrown > 0 ? $", {thrown} exceptions" : "")}");
        }
    }

    private static void Write(IWireWriter writer, BenchOptions options, Report report)
    {
        var items = Enumerable.Range(0, 100).Select(n => WireSample.Item(n, paragraphs: 16)).ToArray();
        var size = items.Average(i => writer.Write(i, WriteOptions.Default).Bytes.Length);
        void One(int n) => writer.Write(items[n % items.Length], WriteOptions.Default);
        Pace.Warm(WarmUp, One);
        Pace pace = default;
        for (var round = 0; round < Rounds; round++) pace = pace.Or(Pace.Of(Turn(options), One));
        report.Figure($"write {writer.Name}", pace.PerSecond, "docs/s", null, "for reading", null);
        report.Figure($"write {writer.Name} bytes", pace.PerSecond * size / 1e6, "MB/s", null, "for reading", null);
        report.Figure($"write {writer.Name} allocated", pace.Allocated, "bytes/doc", null, "for reading", null);
    }
}
