using System.Globalization;
using System.Text.Json;
using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels.Folder;

/// <summary>
/// Puts a release into a folder: written beside as <c>.part</c>, synced, then renamed, so that whoever reads the folder never sees half of it.
/// A name says which message it is; the same message again takes the same name.
/// </summary>
internal sealed class FolderChannel(IReadOnlyList<string> roots) : IDeliveryChannel
{
    public string Name => "folder";

    public Refusal? WhyNot(string options) => PathOf(options) is null
        ? new("options-bad", "The options name no folder that may be delivered to. Nothing was saved. Write it like {\"path\":\"/srv/clients/ledger\"}; the folders that clients' folders may lie in are set by \"deliveryFolders\" in the settings file.", "options")
        : null;

    public async Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        if (PathOf(parcel.Options) is not { } folder) return new(AttemptOutcome.MadeBadly, "The destination's options name no folder that may be delivered to.") { IsOfThisOne = true };
        // A folder that is not there is a disk that is not mounted: making it would deliver into nowhere.
        if (!Directory.Exists(folder)) return new(AttemptOutcome.NotConnected, "The folder is not there. It has not arrived.");
        var path = Path.Combine(folder, FileName(parcel));
        try
        {
            await Write(path + ".part", parcel.Bytes, cancel).ConfigureAwait(false);
            File.Move(path + ".part", path, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new(AttemptOutcome.Refused, $"The folder did not take it: {failed.GetType().Name}. It has not arrived.");
        }
        var length = new FileInfo(path).Length;
        return length == parcel.Bytes.Length
            ? new(AttemptOutcome.Arrived, "It is in the folder, whole.") { Bytes = length }
            : new(AttemptOutcome.Unknown, "It was renamed into the folder, but its size is another now.") { Bytes = length };
    }

    /// <summary>In the order of messages, and safe on every file system: nothing of it comes from a stranger's text.</summary>
    private static string FileName(Parcel parcel)
    {
        var ending = parcel.ContentType switch
        {
            var t when t.Contains("json", StringComparison.Ordinal) => "json",
            var t when t.Contains("xml", StringComparison.Ordinal) => "xml",
            var t when t.Contains("html", StringComparison.Ordinal) => "html",
            _ => "txt",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{parcel.Sequence:D10}-v{parcel.Version}-{parcel.Id:N}.{ending}");
    }

    private static async Task Write(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 4096, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(bytes, cancel).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
    }

    // Only what an operator has named may be written to: a screen must not reach every folder of the machine.
    private string? PathOf(string options)
    {
        try
        {
            using var json = JsonDocument.Parse(options);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("path", out var path) && path.GetString() is { Length: > 0 } text && Path.IsPathFullyQualified(text) && IsWithin(Path.GetFullPath(text)) ? Path.GetFullPath(text) : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool IsWithin(string path) => roots.Any(root => path.StartsWith(Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
