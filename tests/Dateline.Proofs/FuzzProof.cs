using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dateline.Formats;
using Dateline.Testing;

namespace Dateline.Proofs;

/// <summary>
/// Hostile bytes give a result, never an exception, never long, never much memory (promises.md I1). Inputs are mutations of the committed corpus:
/// bits, splices, repeated and cut pieces, tokens that parsers choke on. Every reader is tried as often as the others, and what was read is written too.
/// What once broke a reader is kept in tests/Corpus/crashes.
/// </summary>
public static class FuzzProof
{
    private const int Usual = 200_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);
    private const string Slow = "took more than 5 s";
    private const long MostBytes = 512L * 1024 * 1024;

    private static readonly byte[][] Tokens = [.. new[]
    {
        "<", ">", "&", "\"", "]]>", "<![CDATA[", "<!--", "-->", "<?xml version='1.1'?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&#0;", "&#xFFFE;", "&b;", "xmlns=''", "<html>", "</html>", "<newsItem ", "<embargoed/>",
        "<nitf>", "</nitf>", "<body.content>", "<byline>", "<pre>", "management-status='embargoed'", "<NewsML>", "<NewsComponent>", "<DataContent>", "\n\n", "&lt;p&gt;",
        "Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n", "\r\n\r\n", "=?utf-8?B?", "?=", "Subject: ", "* * * *", " =\r\n", "^", "<\r\n", "npe0001 4 pol 0100\r\n", "a1049\u001F", "r i\u0013", "{", "}", "[", "]", ":", ",", "\\u0000", "\\ud800", "1e999", "-0", "null", "\"uri\":", "\"uri\"", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "\u202e", "\ufeff", "\0",
    }.Select(Encoding.UTF8.GetBytes), [0xFF, 0xFE], [0xFE, 0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x1B, 0x25, 0x47], [0x01], [0x02], [0x03], [0x04], [0x7F], [0x0E], [0x0F], [0x1E], [0x08], [0x1B, 0x2D, 0x41]];

    /// <summary>A document of the corpus, and the reader whose format it is; null for one that no reader takes.</summary>
    private sealed record Sample(byte[] Bytes, IWireFormat? Reader);

    public static Task<ProofResult> Run(ProofOptions options)
    {
        var corpus = Corpus();
        var reached = WireFormats.Readers.ToDictionary(r => r.Name, _ => 0, StringComparer.Ordinal);
        var violations = new List<string>();
        var mutation = new Mutation([.. corpus.SelectMany(samples => samples.Select(s => s.Bytes))], Tokens);
        var clock = Stopwatch.StartNew();
        var run = 0;
        for (; options.Goes(run, clock, Usual); run++)
        {
            var dice = Dice.For(options.Seed, run);
            var sample = dice.One(dice.One(corpus));
            var input = mutation.Of(sample.Bytes, dice);
            // What a relay did to the head of a document must not decide how well its reader is tried.
            var reader = dice.Below(4) == 0 ? sample.Reader : null;
            if (Look(input, reader, dice, reached) is { } wrong && (wrong != Slow || IsSlow(input, reader))) violations.Add(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed} run {run}{(reader is null ? "" : $" ({reader.Name} reader)")}: {wrong}; kept as {Keep(input)}"));
            if (violations.Count >= 10) break;
        }
        return Task.FromResult(new ProofResult("fuzz", run, violations, options.Seed, clock.Elapsed.TotalSeconds) { Figures = reached.ToDictionary(r => "read-" + r.Key, r => (double)r.Value) });
    }

    /// <summary>The corpus by format, so that a format with few documents is tried as often as one with many. No reader may be without one.</summary>
    private static List<List<Sample>> Corpus()
    {
        var samples = Files().Select(File.ReadAllBytes).Where(bytes => bytes.Length > 0).Select(bytes => new Sample(bytes, ReaderOf(bytes))).ToList();
        var corpus = samples.GroupBy(s => s.Reader).Select(g => g.ToList()).ToList();
        var without = WireFormats.Readers.Where(r => !samples.Exists(s => s.Reader == r)).Select(r => r.Name).ToList();
        return without.Count == 0 ? corpus : throw new InvalidOperationException($"There is no corpus for {string.Join(", ", without)}.");
    }

    private static IEnumerable<string> Files()
    {
        var written = Directory.EnumerateFiles(Repo.Path("tests/Corpus"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is not (".txt" or ".md") || f.Contains("crashes", StringComparison.Ordinal));
        return written.Concat(Directory.EnumerateFiles(Repo.Path("samples/morning"), "*.xml", SearchOption.AllDirectories)).Order(StringComparer.Ordinal);
    }

    private static IWireFormat? ReaderOf(byte[] bytes)
    {
        var wire = new WireBytes(bytes);
        return WireFormats.Readers.FirstOrDefault(r => r.Recognises(wire));
    }

    private static string? Look(byte[] input, IWireFormat? reader, Dice dice, Dictionary<string, int> reached)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.GetTimestamp();
        try
        {
            var result = reader is null ? WireFormats.Read(input) : reader.Read(new WireBytes(input), ReadOptions.Default);
            if (result.Failure is null && result.Items.Any(i => i.Item is null && i.Failure is null)) return "an item is neither read nor refused";
            if (reached.TryGetValue(result.Format, out var times)) reached[result.Format] = times + 1;
            if (dice.Below(16) == 0) Write(result, dice.One(WireFormats.Writers));
        }
        catch (Exception thrown)
        {
            return $"{thrown.GetType().Name}: {thrown.Message} {thrown.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
        }
        if (Stopwatch.GetElapsedTime(clock) > MostTime) return Slow;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > MostBytes ? $"allocated {allocated / 1024 / 1024} MiB for {input.Length} bytes" : null;
    }

    // A machine with much to do stops a proof for seconds: what is slow once is tried again, alone.
    private static bool IsSlow(byte[] input, IWireFormat? reader)
    {
        for (var turn = 0; turn < 3; turn++)
        {
            var clock = Stopwatch.GetTimestamp();
            if (reader is null) WireFormats.Read(input); else reader.Read(new WireBytes(input), ReadOptions.Default);
            if (Stopwatch.GetElapsedTime(clock) <= MostTime) return false;
        }
        return true;
    }

    // Whatever was read can be sent on.
    private static void Write(ReadResult result, IWireWriter writer)
    {
        foreach (var read in result.Items.Take(4))
            if (read.Item is { } item) writer.Write(item, WriteOptions.Default);
    }

    private static string Keep(byte[] input)
    {
        var folder = Directory.CreateDirectory(Repo.Path("tests/Corpus/crashes")).FullName;
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..16];
        File.WriteAllBytes(Path.Combine(folder, name), input);
        return "tests/Corpus/crashes/" + name;
    }
}
