using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dateline.Formats;
using Dateline.Testing;

namespace Dateline.Proofs;

/// <summary>
/// Hostile bytes give a result, never an exception, never long, never much memory (promises.md I1). Inputs are mutations of the committed corpus:
/// bits, splices, repeated and cut pieces, tokens that parsers choke on. What once broke a reader is kept in tests/Corpus/crashes.
/// </summary>
public static class FuzzProof
{
    private const int Usual = 200_000;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);
    private const long MostBytes = 512L * 1024 * 1024;

    private static readonly byte[][] Tokens = [.. new[]
    {
        "<", ">", "&", "\"", "]]>", "<![CDATA[", "<!--", "-->", "<?xml version='1.1'?>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&#0;", "&#xFFFE;", "&b;", "xmlns=''", "<html>", "</html>", "<newsItem ", "<embargoed/>",
        "<nitf>", "</nitf>", "<body.content>", "<byline>", "<pre>", "management-status='embargoed'", "<NewsML>", "<NewsComponent>", "<DataContent>", "\n\n", "&lt;p&gt;",
        "Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n", "\r\n\r\n", "=?utf-8?B?", "?=", "Subject: ", "* * * *", " =\r\n", "^", "<\r\n", "npe0001 4 pol 0100\r\n", "a1049\u001F", "r i\u0013", "{", "}", "[", "]", ":", ",", "\\u0000", "\\ud800", "1e999", "-0", "null", "\"uri\":", "\"uri\"", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "\u202e", "\ufeff", "\0",
    }.Select(Encoding.UTF8.GetBytes), [0xFF, 0xFE], [0xFE, 0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0x1B, 0x25, 0x47], [0x01], [0x02], [0x03], [0x04], [0x7F], [0x0E], [0x0F], [0x1E], [0x08], [0x1B, 0x2D, 0x41]];

    public static Task<ProofResult> Run(ProofOptions options)
    {
        var corpus = Corpus();
        var violations = new List<string>();
        var clock = Stopwatch.StartNew();
        var run = 0;
        for (; options.Goes(run, clock, Usual); run++)
        {
            var input = Mutate(Dice.For(options.Seed, run), corpus);
            if (Look(input) is { } wrong) violations.Add(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed} run {run}: {wrong}; kept as {Keep(input)}"));
            if (violations.Count >= 10) break;
        }
        return Task.FromResult(new ProofResult("fuzz", run, violations, options.Seed, clock.Elapsed.TotalSeconds));
    }

    private static List<byte[]> Corpus()
    {
        var files = new List<byte[]>();
        foreach (var folder in new[] { "tests/Corpus", "samples/morning" })
            if (Directory.Exists(Repo.Path(folder)))
                files.AddRange(Directory.EnumerateFiles(Repo.Path(folder), "*", SearchOption.AllDirectories)
                    .Where(f => folder == "tests/Corpus" ? Path.GetExtension(f) is not (".txt" or ".md") || f.Contains("crashes", StringComparison.Ordinal) : f.EndsWith(".xml", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
        return files.Count > 0 ? files : throw new InvalidOperationException("There is no corpus.");
    }

    private static string? Look(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            var result = WireFormats.Read(input);
            if (result.Failure is null && result.Items.Any(i => i.Item is null && i.Failure is null)) return "an item is neither read nor refused";
        }
        catch (Exception thrown)
        {
            return $"{thrown.GetType().Name}: {thrown.Message} {thrown.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";
        }
        if (clock.Elapsed > MostTime) return $"took {clock.Elapsed.TotalSeconds:N1} s for {input.Length} bytes";
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > MostBytes ? $"allocated {allocated / 1024 / 1024} MiB for {input.Length} bytes" : null;
    }

    private static byte[] Mutate(Dice dice, List<byte[]> corpus)
    {
        var bytes = new List<byte>(dice.One(corpus));
        for (var left = 1 + dice.Below(6); left > 0 && bytes.Count > 0; left--)
        {
            var at = dice.Below(bytes.Count);
            var length = Math.Min(bytes.Count - at, 1 + dice.Below(64));
            switch (dice.Below(8))
            {
                case 0: bytes[at] ^= (byte)(1 << dice.Below(8)); break;
                case 1: bytes[at] = (byte)dice.Below(256); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, dice.One(Tokens)); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                case 5: bytes.InsertRange(at, bytes.GetRange(dice.Below(bytes.Count), 0).Concat(bytes.Skip(at).Take(length)).ToArray()); break;
                case 6:
                    var other = dice.One(corpus);
                    var from = dice.Below(other.Length);
                    bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 + dice.Below(400))).ToArray());
                    break;
                default:
                    var piece = bytes.GetRange(at, Math.Min(length, 24));
                    for (var n = 1 << dice.Below(10); n > 0; n--) bytes.InsertRange(at, piece);
                    break;
            }
        }
        return [.. bytes];
    }

    private static string Keep(byte[] input)
    {
        var folder = Directory.CreateDirectory(Repo.Path("tests/Corpus/crashes")).FullName;
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input))[..16];
        File.WriteAllBytes(Path.Combine(folder, name), input);
        return "tests/Corpus/crashes/" + name;
    }
}
