using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;
using Dateline.Store.Deliveries;
using MimeKit;

namespace Dateline.Delivery.Channels.Mail;

/// <summary>
/// Sends a release as a mail: a story, and as a mail of its own the notice that it is held, killed or corrected. All that is sent of a story hangs together
/// in one thread. An address that has taken a message does not get it again when it is tried again for the others.
/// </summary>
internal sealed class MailChannel(MailRelay? relay) : IDeliveryChannel
{
    public string Name => "mail";

    public IReadOnlyList<ChannelOption> Options { get; } = [new("to", "desk@ledger.example", Kind: ChannelOptionKind.List)];

    public SecretUse Secret => SecretUse.None;

    public bool HoldsPhotos => true;

    public bool Takes(string contentType) => contentType == "message/rfc822";

    public Refusal? WhyNot(string options, string? secret) => relay is null
        ? new("mail-relay-missing", "There is no mail relay. Nothing was saved. An operator must set mail:host and mail:sender in the settings file.", "channel")
        : MailOptions.Read(options).Refusal;

    public async Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel)
    {
        if (relay is null) return new(AttemptOutcome.MadeBadly, new Sentence("no-relay", "There is no mail relay: mail:host is not set.")) { IsOfThisOne = true };
        var options = MailOptions.Read(parcel.Options);
        if (!options.IsDone) return new(AttemptOutcome.MadeBadly, Sentence.Of(options.Refusal)) { IsOfThisOne = true };
        var left = options.Value.To.Except(parcel.TakenBy, StringComparer.OrdinalIgnoreCase).ToList();
        if (left.Count == 0) return new(AttemptOutcome.Arrived, new Sentence("all-had-it", "Every address had taken it before."));
        if (Message(parcel, options.Value.To, relay) is not { } message) return new(AttemptOutcome.MadeBadly, new Sentence("not-a-mail", "The item is not a mail.")) { IsOfThisOne = true };
        using (message) return await new MailPost(relay, parcel.Transcript).Send(message, left, cancel).ConfigureAwait(false);
    }

    private static void Attach(MimeMessage message, IReadOnlyList<ParcelPhoto> photos)
    {
        var mixed = new Multipart("mixed") { message.Body! };
        foreach (var photo in photos)
            mixed.Add(new MimePart(photo.ContentType)
            {
                Content = new MimeContent(new MemoryStream(photo.Bytes.ToArray(), writable: false)),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                ContentTransferEncoding = ContentEncoding.Base64,
                FileName = photo.Name,
            });
        message.Body = mixed;
    }

    /// <summary>The same in every attempt but for its date: who has it twice sees it once.</summary>
    private static MimeMessage? Message(Parcel parcel, IReadOnlyList<string> to, MailRelay relay)
    {
        MimeMessage message;
        try
        {
            using var stream = new MemoryStream(parcel.Bytes.ToArray(), writable: false);
            message = MimeMessage.Load(stream);
        }
        catch (FormatException)
        {
            return null;
        }
        var thread = $"story-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parcel.Story)).AsSpan(0, 16))}@{relay.Domain}";
        MailHead.Put(message, relay, to, parcel.Id, parcel.At);
        // No mail has that id: it is the thread, and is the same where the first version was never sent here.
        message.References.Add(thread);
        message.Headers.Add("Dateline-Guid", string.Concat(parcel.Guid.Where(static c => !char.IsControl(c))));
        message.Headers.Add("Dateline-Version", parcel.Version.ToString(CultureInfo.InvariantCulture));
        message.Headers.Add("Dateline-Sequence", parcel.Sequence.ToString(CultureInfo.InvariantCulture));
        if (parcel.ReplayOf is { } replay) message.Headers.Add("Dateline-Replay-Of", replay.ToString("D"));
        if (parcel.Status != PubStatus.Usable) MailHead.Urgent(message);
        if (parcel.Photos.Count > 0) Attach(message, parcel.Photos);
        return message;
    }
}

/// <summary>What is at the head of every mail that we send.</summary>
internal static class MailHead
{
    internal static void Put(MimeMessage message, MailRelay relay, IReadOnlyList<string> to, Guid id, Instant at)
    {
        message.From.Add(new MailboxAddress(relay.SenderName, relay.Sender));
        foreach (var address in to) message.To.Add(MailboxAddress.Parse(address));
        message.MessageId = MessageId(id, relay);
        message.Date = at.ToDateTimeOffset();
        // Nobody's holiday note is to answer a wire (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
    }

    internal static string MessageId(Guid id, MailRelay relay) => $"{id:N}@{relay.Domain}";

    internal static void Urgent(MimeMessage message)
    {
        message.Importance = MessageImportance.High;
        message.Priority = MessagePriority.Urgent;
    }
}
