using System.Globalization;
using System.Text;
using System.Text.Json;
using Dateline.News;

namespace Dateline.Store.Wire;

/// <summary>
/// Signed heads as small files outside the database, one for each, never changed: what a truncated or recomputed log is found out by.
/// Copy the folder to where whoever runs the database can't write.
/// </summary>
internal static class HeadFiles
{
    internal static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "signed-heads");

    internal static string NameOf(HeadStatement head) => string.Create(CultureInfo.InvariantCulture,
        $"{head.Epoch:D4}-{head.Position:D12}-{head.AuditSeq:D12}-{StoryJson.Name(head.Kind)}-{head.KeyId[..8]}.json");

    internal static void Export(string dataFolder, HeadStatement statement, SignedHead head)
    {
        var folder = Directory.CreateDirectory(FolderIn(dataFolder)).FullName;
        var path = Path.Combine(folder, NameOf(statement));
        if (!File.Exists(path)) Files.WriteDurably(path, ToJson(head));
    }

    /// <summary>All of them by name; one that can't be read has no head.</summary>
    internal static IEnumerable<(string Name, SignedHead? Head)> All(string dataFolder)
    {
        var folder = FolderIn(dataFolder);
        if (!Directory.Exists(folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)) yield return (Path.GetFileName(path), FromJson(File.ReadAllBytes(path)));
    }

    private static string ToJson(SignedHead head)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", "dateline-head/1");
            json.WriteString("signed", Encoding.UTF8.GetString(head.Bytes));
            json.WriteBase64String("signature", head.Signature);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static SignedHead? FromJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            var head = new SignedHead(Encoding.UTF8.GetBytes(json.GetProperty("signed").GetString()!), json.GetProperty("signature").GetBytesFromBase64());
            return Encoding.UTF8.GetBytes(ToJson(head)).AsSpan().SequenceEqual(bytes) ? head : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
