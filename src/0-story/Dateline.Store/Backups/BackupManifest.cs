using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Store.Backups;

/// <summary>One file of a backup.</summary>
/// <param name="Path">Its path inside the backup, with <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">SHA-256 in hex.</param>
public sealed record BackupFile(string Path, long Length, string Sha256);

/// <summary>What a backup says of itself, as <c>backup.json</c> beside its files.</summary>
public sealed record BackupManifest
{
    internal const string FileName = "backup.json";
    private const string Format = "dateline-backup/1";

    /// <summary>The moment before the state was read that it holds.</summary>
    public required Instant Made { get; init; }
    /// <summary>The schema of its database.</summary>
    public required int Schema { get; init; }
    /// <summary>Which database it came from: <c>sqlite</c> or <c>postgres</c>. What lies in the backup is always SQLite.</summary>
    public required string From { get; init; }
    /// <summary>The epoch of its log.</summary>
    public required long Epoch { get; init; }
    /// <summary>The newest position of its wire log; 0: none.</summary>
    public required long Position { get; init; }
    /// <summary>The newest number of its audit; 0: none.</summary>
    public required long AuditSeq { get; init; }
    /// <summary>The data folder it was made of: where a restore looks for what was killed since.</summary>
    public required string DataFolder { get; init; }
    /// <summary>The kill journal's folder.</summary>
    public required string KillFolder { get; init; }
    /// <summary>All files but this one.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>The manifest as it is written; its last member is the SHA-256 of all before it.</summary>
    internal string ToJson()
    {
        var said = Write();
        return said[..^2] + $",\n  \"sha256\": \"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))}\"\n}}\n";
    }

    private string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("made", Made.ToString());
            json.WriteNumber("schema", Schema);
            json.WriteString("from", From);
            json.WriteNumber("epoch", Epoch);
            json.WriteNumber("position", Position);
            json.WriteNumber("auditSeq", AuditSeq);
            json.WriteString("dataFolder", DataFolder);
            json.WriteString("killFolder", KillFolder);
            json.WriteStartArray("files");
            foreach (var file in Files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteNumber("length", file.Length);
                json.WriteString("sha256", file.Sha256);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads one; null where it is anything else, or a byte of it is not as it was written.</summary>
    internal static BackupManifest? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            if (json.GetProperty("format").GetString() != Format || !Instant.TryParse(json.GetProperty("made").GetString(), out var made)) return null;
            var manifest = new BackupManifest
            {
                Made = made,
                Schema = json.GetProperty("schema").GetInt32(),
                From = json.GetProperty("from").GetString()!,
                Epoch = json.GetProperty("epoch").GetInt64(),
                Position = json.GetProperty("position").GetInt64(),
                AuditSeq = json.GetProperty("auditSeq").GetInt64(),
                DataFolder = json.GetProperty("dataFolder").GetString()!,
                KillFolder = json.GetProperty("killFolder").GetString()!,
                Files = [.. json.GetProperty("files").EnumerateArray().Select(f => new BackupFile(f.GetProperty("path").GetString()!, f.GetProperty("length").GetInt64(), f.GetProperty("sha256").GetString()!))],
            };
            return Encoding.UTF8.GetBytes(manifest.ToJson()).AsSpan().SequenceEqual(bytes) ? manifest : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
