using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;

namespace Dateline.Store.Wire;

/// <summary>
/// One row of the wire log: one thing that left the newsroom. Its canonical bytes are lines of <c>name value</c>, in this order, UTF-8, LF;
/// <c>hash = SHA-256(previous hash ‖ bytes)</c>. Anyone can check the chain with a text editor and sha256sum.
/// </summary>
public sealed record LogRow
{
    /// <summary>Its place in the log: 1, 2, 3 … without gaps.</summary>
    public required long Position { get; init; }
    /// <summary>The epoch: raised when a backup is restored.</summary>
    public required long Epoch { get; init; }
    /// <summary>When it was written.</summary>
    public required Instant At { get; init; }
    /// <summary>What was done.</summary>
    public required ReleaseAction Action { get; init; }
    /// <summary>The story.</summary>
    public required Guid Story { get; init; }
    /// <summary>The story's guid on the wire.</summary>
    public required string Guid { get; init; }
    /// <summary>The chain it belongs to.</summary>
    public required Guid Chain { get; init; }
    /// <summary>The version that stands after it.</summary>
    public required int Version { get; init; }
    /// <summary>What may be done with that version.</summary>
    public required PubStatus Status { get; init; }
    /// <summary>From when it is usable.</summary>
    public required Embargo UsableFrom { get; init; }
    /// <summary>Whether it speaks to editors only.</summary>
    public bool IsAdvisory { get; init; }
    /// <summary>Its public address, where it has one.</summary>
    public string? Page { get; init; }
    /// <summary>SHA-256 of the version's content.</summary>
    public required byte[] Content { get; init; }
    /// <summary>SHA-256 of what goes with the version beside its content (<see cref="HashNotes"/>); null where no new version went out.</summary>
    public byte[]? Notes { get; init; }
    /// <summary>Who did it: a pseudonym ("key:3f9a…", "source:np", "clock").</summary>
    public required string By { get; init; }
    /// <summary>Why, where a reason was given.</summary>
    public string? Reason { get; init; }

    /// <summary>The canonical bytes.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(512);
        Line(text, "dateline-log", "1");
        Line(text, "position", Position.ToString(CultureInfo.InvariantCulture));
        Line(text, "epoch", Epoch.ToString(CultureInfo.InvariantCulture));
        Line(text, "at", At.Microseconds.ToString(CultureInfo.InvariantCulture));
        Line(text, "action", StoryJson.Name(Action));
        Line(text, "story", Story.ToString("D"));
        Line(text, "guid", Guid);
        Line(text, "chain", Chain.ToString("D"));
        Line(text, "version", Version.ToString(CultureInfo.InvariantCulture));
        Line(text, "status", StoryJson.Name(Status));
        Line(text, "usable-from", UsableFrom.IsNone ? "-" : UsableFrom.UsableFrom.Microseconds.ToString(CultureInfo.InvariantCulture));
        Line(text, "advisory", IsAdvisory ? "1" : "0");
        Line(text, "page", Page ?? "-");
        Line(text, "content", Convert.ToHexStringLower(Content));
        Line(text, "notes", Notes is null ? "-" : Convert.ToHexStringLower(Notes));
        Line(text, "by", By);
        Line(text, "reason", Reason ?? "-");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>What a version carries beside its content, hashed: signals, notes and source version, as the version's row keeps them.</summary>
    public static byte[] HashNotes(string? signals, string? edNote, long? noticeKind, string? notice, string? sourceVersion)
    {
        var text = new StringBuilder(256);
        Line(text, "signals", signals ?? "-");
        Line(text, "ed-note", edNote ?? "-");
        Line(text, "notice-kind", noticeKind?.ToString(CultureInfo.InvariantCulture) ?? "-");
        Line(text, "notice", notice ?? "-");
        Line(text, "source-version", sourceVersion ?? "-");
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>The fields of canonical bytes by name; null where the bytes are not canonical.</summary>
    public static IReadOnlyDictionary<string, string>? Fields(ReadOnlySpan<byte> bytes)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space < 1 || !fields.TryAdd(line[..space], line[(space + 1)..])) return null;
        }
        return fields.Keys.FirstOrDefault()?.StartsWith("dateline-", StringComparison.Ordinal) == true ? fields : null;
    }

    /// <summary>The hash of a row after <paramref name="previous"/>.</summary>
    public static byte[] Chained(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    internal static void Line(StringBuilder text, string name, string value) => text.Append(name).Append(' ').Append(Escape(value)).Append('\n');

    /// <summary>A value as a line holds it: what is not text is written out.</summary>
    internal static string Escape(string value)
    {
        if (!value.AsSpan().ContainsAnyInRange('\0', '\u001F') && !value.Contains('\\', StringComparison.Ordinal)) return value;
        var text = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            if (c == '\\') text.Append("\\\\");
            else if (c < ' ') text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else text.Append(c);
        }
        return text.ToString();
    }

    /// <summary>Whether the action sends a new version; the others concern our own outputs.</summary>
    internal static bool SendsVersion(ReleaseAction action) => action is not (ReleaseAction.Unpublish or ReleaseAction.Republish or ReleaseAction.Due);
}

/// <summary>That something changed on the wire: what caches and indexes follow.</summary>
/// <param name="Position">The log position.</param>
/// <param name="Story">The story.</param>
/// <param name="Page">Its public address, where it has one.</param>
/// <param name="Action">What was done.</param>
/// <param name="At">When.</param>
public readonly record struct LogChange(long Position, Guid Story, string? Page, ReleaseAction Action, Instant At);
