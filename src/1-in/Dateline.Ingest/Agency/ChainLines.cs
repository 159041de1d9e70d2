using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Ingest.Agency;

/// <summary>Where a chain stands: the number of the last line that was taken in, and its hash.</summary>
/// <param name="Number">The number; 0: none was.</param>
/// <param name="Hash">SHA-256 of the line, in hex.</param>
internal sealed record ChainPlace(long Number, string Hash)
{
    internal static ChainPlace Begin { get; } = new(0, new string('0', 64));

    internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Hash}");

    internal static ChainPlace Read(string? text) =>
        text?.Split(' ') is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? new(known, hash) : Begin;
}

/// <summary>One line of an agency's chain.</summary>
/// <param name="Place">Where the chain stands after it.</param>
/// <param name="Type">What it is ("kill").</param>
/// <param name="Guid">The item.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">What may be done with it, as ninjs says it ("canceled").</param>
/// <param name="At">When that version was made, as stated.</param>
/// <param name="Document">SHA-256 of the document, in hex; null: there is none.</param>
/// <param name="Media">The files of its pictures.</param>
internal sealed record ChainLine(ChainPlace Place, string Type, string Guid, int Version, string Status, string At, string? Document, IReadOnlyList<ChainMedia> Media);

/// <summary>A picture's file.</summary>
/// <param name="Href">The name by which the item refers to it.</param>
/// <param name="Key">By which it is fetched.</param>
/// <param name="Sha256">SHA-256 of its bytes, in hex.</param>
internal sealed record ChainMedia(string Href, string Key, string Sha256);

/// <summary>
/// Reads lines and holds them to their chain: each must have the next number and the hash of the line before. A gap, a change or another order is a refusal that says at
/// which number; what was good before it stays good.
/// </summary>
internal static class ChainLines
{
    /// <summary>The lines up to the first that does not belong, and what is wrong with that one; null: nothing.</summary>
    internal static (IReadOnlyList<ChainLine> Lines, Refusal? Wrong) Read(ReadOnlySpan<byte> body, ChainPlace place)
    {
        var lines = new List<ChainLine>();
        var text = Encoding.UTF8.GetString(body);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var read = Read(line, place);
            if (!read.IsDone) return (lines, read.Refusal);
            lines.Add(read.Value);
            place = read.Value.Place;
        }
        return text.Length > 0 && !text.EndsWith('\n') ? (lines[..^1], new Refusal("chain-cut", "The last line is cut off.")) : (lines, null);
    }

    /// <summary>Whether an answer comes from who has our key.</summary>
    internal static bool IsVouchedFor(ReadOnlySpan<byte> body, string? mac, string key) =>
        mac is { Length: 64 } && mac.All(char.IsAsciiHexDigit) && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(mac), HMACSHA256.HashData(SHA256.HashData(Encoding.UTF8.GetBytes(key)), body));

    private static Outcome<ChainLine> Read(string line, ChainPlace place)
    {
        try
        {
            using var json = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var root = json.RootElement;
            var (number, previous) = (root.GetProperty("number").GetInt64(), root.GetProperty("previous").GetString());
            if (number != place.Number + 1) return new Refusal("chain-gap", string.Create(CultureInfo.InvariantCulture, $"Number {place.Number + 1} was to come, {number} came."));
            if (!string.Equals(previous, place.Hash, StringComparison.OrdinalIgnoreCase)) return new Refusal("chain-differs", string.Create(CultureInfo.InvariantCulture, $"Number {number} follows another line than the one we have as number {place.Number}."));
            var media = root.TryGetProperty("media", out var files) ? files.EnumerateArray().Select(static f => new ChainMedia(f.GetProperty("href").GetString()!, f.GetProperty("key").GetString()!, f.GetProperty("sha256").GetString()!)).ToList() : [];
            return new ChainLine(new(number, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))), root.GetProperty("type").GetString()!, root.GetProperty("guid").GetString()!, root.GetProperty("version").GetInt32(),
                root.GetProperty("status").GetString()!, root.GetProperty("at").GetString()!, root.TryGetProperty("sha256", out var sha) ? sha.GetString() : null, media);
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new Refusal("chain-unreadable", string.Create(CultureInfo.InvariantCulture, $"The line after number {place.Number} can't be read."));
        }
    }
}
