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

    public IReadOnlyList<ChannelOption> Options { get; } = [new("path", "/srv/clients/ledger")];

    public SecretUse Secret => SecretUse.None;

    public Refusal? WhyNot(string options, string? secret) => PathOf(options) is null
        ? new("options-bad", "The options name no folder that may be delivered to. Nothing was saved. Write it like {\"path\":\"/srv/clients/ledger\"}; the folders that clients' folders may lie in are set by \"deliveryFolders\" in the settings file.", "options")
        : null;

    public async Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        if (PathOf(parcel.Options) is not { } folder) return new(AttemptOutcome.MadeBadly, new Sentence("folder-not-allowed", "The destination's options name no folder that may be delivered to.")) { IsOfThisOne = true };
        // A folder that is not there is a disk that is not mounted: making it would deliver into nowhere.
        if (!Directory.Exists(folder)) return new(AttemptOutcome.NotConnected, new Sentence("folder-missing", "The folder is not there. It has not arrived."));
        var path = Path.Combine(folder, ParcelFile.NameOf(parcel));
        try
        {
            parcel.Transcript?.Ours($"write {path}{ParcelFile.Unfinished}, {parcel.Bytes.Length} bytes\nrename it to {path}");
            await Write(path + ParcelFile.Unfinished, parcel.Bytes, cancel).ConfigureAwait(false);
            File.Move(path + ParcelFile.Unfinished, path, overwrite: true);
        }
        catch (OperationCanceledException)
        {
            return new(AttemptOutcome.NotConnected, new Sentence("write-late", "Time ran out before it was written. It has not arrived."));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new(AttemptOutcome.Refused, new Sentence("folder-refused", "The folder did not take it: {0}. It has not arrived.", failed.GetType().Name));
        }
        var length = new FileInfo(path).Length;
        parcel.Transcript?.Theirs($"{length} bytes are there");
        return length == parcel.Bytes.Length
            ? new(AttemptOutcome.Arrived, new Sentence("in-folder", "It is in the folder, whole.")) { Bytes = length }
            : new(AttemptOutcome.Unknown, new Sentence("in-folder-another", "It was renamed into the folder, but its size is another now.")) { Bytes = length };
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
    private string? PathOf(string options) =>
        ChannelOptions.Read(options, static json => json.Line("path"), null) is { } text && Path.IsPathFullyQualified(text) && IsWithin(Path.GetFullPath(text)) ? Path.GetFullPath(text) : null;

    private bool IsWithin(string path) => roots.Any(root => path.StartsWith(Path.GetFullPath(root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
}
