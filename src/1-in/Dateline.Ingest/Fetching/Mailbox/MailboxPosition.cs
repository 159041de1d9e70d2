using System.Text.Json;

namespace Dateline.Ingest.Fetching.Mailbox;

/// <summary>How far a folder of a mailbox is taken in, kept as the source's place. The numbers say it, not what is marked as read: somebody who reads the mailbox with a program of their own takes nothing from us.</summary>
/// <param name="Folder">Of which folder of which mailbox.</param>
/// <param name="Validity">While the server keeps this number, those of mails mean the same (UIDVALIDITY).</param>
/// <param name="Last">The number of the last mail that was taken in.</param>
/// <param name="Day">The day on which that one came, at the latest.</param>
/// <param name="IsOpen">Whether it has yet to be marked or moved.</param>
internal sealed record MailboxPosition(string Folder, uint Validity, uint Last, DateOnly Day, bool IsOpen)
{
    internal string Write() => JsonSerializer.Serialize(this, IngestJson.Strict);

    /// <summary>Null where it was of another folder: nothing of it is known.</summary>
    internal static MailboxPosition? Read(string? text, string folder)
    {
        try
        {
            return text is not null && JsonSerializer.Deserialize<MailboxPosition>(text, IngestJson.Strict) is { } known && known.Folder == folder ? known : null;
        }
        catch (JsonException)
        {
            // It was another kind of source before.
            return null;
        }
    }
}
