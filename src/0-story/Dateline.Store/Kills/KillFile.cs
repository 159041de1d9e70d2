using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Store.Kills;

/// <summary>
/// A kill journal as a file: lines of JSON, each followed by a tab and the first 16 hex digits of its SHA-256, so that a line which a power cut
/// tore is known from a whole one. Beside the entries stand lines that say whether a commit was kept, and how far the wire log was compared.
/// </summary>
internal sealed class KillFile
{
    internal const string Ending = ".kills";

    private readonly List<KillEntry> _entries = [];
    private readonly Dictionary<long, bool> _kept = [];
    private readonly List<int> _bad = [];

    /// <summary>What was done, in the order it was written; what a commit is known not to have kept is left out.</summary>
    internal IEnumerable<KillEntry> Entries => _entries.Where(e => e.Batch == 0 || !_kept.TryGetValue(e.Batch, out var kept) || kept);

    /// <summary>The lines that can't be read, counted from 1.</summary>
    internal IReadOnlyList<int> BadLines => _bad;

    /// <summary>The newest commit it names.</summary>
    internal long LastBatch { get; private set; }

    /// <summary>Whether it is not said yet if the newest commit was kept.</summary>
    internal bool IsOpen => LastBatch > 0 && !_kept.ContainsKey(LastBatch);

    /// <summary>Whether the file ends in the middle of a line.</summary>
    internal bool IsTorn { get; private set; }

    /// <summary>Up to which position of the wire log, and which arrival, it is known to be whole.</summary>
    internal (long Position, Instant Received) UpTo { get; private set; }

    internal static KillFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Every journal under a folder, those kept from before a restore included; or the one file that is named.</summary>
    internal static IEnumerable<string> In(string path) => File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*" + Ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [];

    internal static KillFile Parse(string text)
    {
        var file = new KillFile { IsTorn = text.Length > 0 && text[^1] != '\n' };
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.Length > 0 && !file.Take(line)) file._bad.Add(number);
        }
        return file;
    }

    private bool Take(string line)
    {
        var tab = line.LastIndexOf('\t');
        if (tab < 0 || line[(tab + 1)..] != Sum(line[..tab])) return false;
        try
        {
            using var document = JsonDocument.Parse(line[..tab]);
            Take(document.RootElement);
            return true;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private void Take(JsonElement json)
    {
        if (json.TryGetProperty("upTo", out var upTo)) { UpTo = (upTo.GetInt64(), new Instant(json.GetProperty("received").GetInt64())); return; }
        var batch = json.GetProperty("batch").GetInt64();
        if (json.TryGetProperty("kept", out var kept)) { _kept[batch] = kept.GetBoolean(); return; }
        if (!StoryJson.TryName<KillAct>(json.GetProperty("act").GetString(), out var act)) throw new FormatException("No such act.");
        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
        long? Number(string name) => json.TryGetProperty(name, out var value) ? value.GetInt64() : null;
        LastBatch = Math.Max(LastBatch, batch);
        _entries.Add(new KillEntry
        {
            Batch = batch,
            Act = act,
            Guid = Text("guid"),
            Source = Text("source"),
            SourceGuid = Text("sourceGuid"),
            SourceVersion = Text("sourceVersion"),
            SourceVersionCreated = Number("sourceVersionCreated") is { } created ? new Instant(created) : null,
            At = new Instant(Number("at")!.Value),
            Epoch = Number("epoch")!.Value,
            Position = Number("position"),
            UsableFrom = Number("usableFrom"),
            By = Text("by")!,
        });
    }

    internal static string Line(KillEntry entry) => Line(json =>
    {
        json.WriteNumber("batch", entry.Batch);
        json.WriteString("act", StoryJson.Name(entry.Act));
        if (entry.Guid is not null) json.WriteString("guid", entry.Guid);
        if (entry.Source is not null) json.WriteString("source", entry.Source);
        if (entry.SourceGuid is not null) json.WriteString("sourceGuid", entry.SourceGuid);
        if (entry.SourceVersion is not null) json.WriteString("sourceVersion", entry.SourceVersion);
        if (entry.SourceVersionCreated is { } created) json.WriteNumber("sourceVersionCreated", created.Microseconds);
        json.WriteNumber("at", entry.At.Microseconds);
        json.WriteNumber("epoch", entry.Epoch);
        if (entry.Position is { } position) json.WriteNumber("position", position);
        if (entry.UsableFrom is { } from) json.WriteNumber("usableFrom", from);
        json.WriteString("by", entry.By);
    });

    internal static string Verdict(long batch, bool kept) => Line(json =>
    {
        json.WriteNumber("batch", batch);
        json.WriteBoolean("kept", kept);
    });

    internal static string Whole(long position, Instant received) => Line(json =>
    {
        json.WriteNumber("upTo", position);
        json.WriteNumber("received", received.Microseconds);
    });

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        var text = Encoding.UTF8.GetString(stream.ToArray());
        return string.Create(CultureInfo.InvariantCulture, $"{text}\t{Sum(text)}\n");
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
