using System.Net.Sockets;
using Dateline.Store.Deliveries;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Dateline.Delivery.Channels.Mail;

/// <summary>
/// Hands one mail to the relay. An address that is refused keeps it from nobody else: the others get it, and it is said who did. A 250 after the text is
/// the receipt; a text that was sent without an answer may have arrived.
/// </summary>
internal sealed class MailPost(MailRelay relay, Transcript? transcript = null)
{
    private const int MostOfAnswer = 500;

    internal async Task<AttemptResult> Send(MimeMessage message, IReadOnlyList<string> to, CancellationToken cancel)
    {
        using var talk = new Talk(relay.Certificates, transcript);
        var size = new Size();
        try
        {
            await talk.ConnectAsync(relay.Host, relay.Port, relay.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None }, cancel).ConfigureAwait(false);
            if (relay.User is { } user) await talk.AuthenticateAsync(user, relay.Secret ?? "", cancel).ConfigureAwait(false);
            if (talk.TooLarge(message) is { } most) return new(AttemptOutcome.Refused, new Sentence("mail-too-large", "The relay takes mails of at most {0} bytes (too-large). Nothing was sent.", most)) { IsOfThisOne = true };
            var answer = await talk.SendAsync(message, MailboxAddress.Parse(relay.Sender), to.Select(static a => MailboxAddress.Parse(a)), cancel, size).ConfigureAwait(false);
            await talk.Leave(cancel).ConfigureAwait(false);
            return Taken(talk, message, answer, size.Sent);
        }
        catch (Exception failed) when (failed is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or ServiceNotAuthenticatedException
            or NotSupportedException or IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            return Failed(failed, talk, size);
        }
    }

    private static AttemptResult Taken(Talk talk, MimeMessage message, string answer, long bytes)
    {
        if (talk.Refused.Count == 0) return new(AttemptOutcome.Arrived, talk.Accepted.Count == 1
            ? new Sentence("mail-taken", "The relay took it for its address as {0}.", message.MessageId!)
            : new Sentence("mail-taken-all", "The relay took it for all {0} addresses as {1}.", talk.Accepted.Count, message.MessageId!))
        { Status = 250, Bytes = bytes, Answer = Beginning(answer), TakenBy = talk.Accepted };
        var refused = talk.Refused[0];
        return new(AttemptOutcome.Refused, refused.IsPermanent
            ? new Sentence("mail-taken-in-part-for-good", "The relay took it for {0} of {1} addresses as {2}, and refused {3} (for good). Only those are tried again.", talk.Accepted.Count, talk.Accepted.Count + talk.Refused.Count, message.MessageId!, Names(talk))
            : new Sentence("mail-taken-in-part", "The relay took it for {0} of {1} addresses as {2}, and refused {3} (for now). Only those are tried again.", talk.Accepted.Count, talk.Accepted.Count + talk.Refused.Count, message.MessageId!, Names(talk)))
        {
            Status = refused.Status,
            Bytes = bytes,
            Answer = Beginning(refused.Answer),
            TakenBy = talk.Accepted,
            IsOfThisOne = true,
        };
    }

    private static AttemptResult Failed(Exception failed, Talk talk, Size size)
    {
        if (talk.Accepted.Count == 0 && talk.Refused.Count > 0)
        {
            var refused = talk.Refused[0];
            return new(AttemptOutcome.Refused, refused.IsPermanent
                ? new Sentence("mail-refused-for-good", "The relay refused {0} (for good: mend the addresses). Nothing was sent.", Names(talk))
                : new Sentence("mail-refused", "The relay refused {0} (for now). Nothing was sent.", Names(talk)))
            { Status = refused.Status, Answer = Beginning(refused.Answer) };
        }
        return failed switch
        {
            AuthenticationException => new(AttemptOutcome.Refused, new Sentence("relay-sign-in-refused", "The relay did not let us in: mail:user or mail:secret is not right (sign-in-refused). Nothing was sent.")) { Answer = Beginning(failed.Message) },
            SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } no => Answered(no, new Sentence("relay-sender-refused", "The relay does not take mails from our sender. Nothing was sent.")),
            SmtpCommandException no => Answered(no, new Sentence("relay-answered", "The relay answered {0} and has not taken it.", (int)no.StatusCode)) with { IsOfThisOne = (int)no.StatusCode >= 500 && no.ErrorCode == SmtpErrorCode.MessageNotAccepted },
            SslHandshakeException => new(AttemptOutcome.NotConnected, new Sentence("relay-certificate-bad", "The relay's certificate is not one that is trusted for its name, or pinned by mail:certificates (certificate-bad). Nothing was sent.")),
            NotSupportedException => new(AttemptOutcome.NotConnected, new Sentence("relay-no-security", "The relay offers no TLS, or no way to sign in, that we know (no-security). Nothing was sent.")),
            _ when size.Sent > 0 => new(AttemptOutcome.Unknown, new Sentence("mail-no-answer", "It was sent, and no answer came: {0}. It may have arrived; sent again it has the same Message-ID.", Because.Of(failed))) { Bytes = size.Sent },
            _ => new(AttemptOutcome.NotConnected, new Sentence("relay-not-reached", "We could not hand it to the relay: {0}. It has not arrived.", Because.Of(failed))),
        };
    }

    private static AttemptResult Answered(SmtpCommandException no, Sentence detail) => new(AttemptOutcome.Refused, detail) { Status = (int)no.StatusCode, Answer = Beginning(no.Message) };

    private static Sentence Names(Talk talk) => talk.Refused.Select(static r => new Sentence("address-with", "{0} with {1}", r.Address, r.Status)).Aggregate(static (all, next) => new Sentence("list", "{0}, {1}", all, next));

    private static string Beginning(string answer) => string.Concat(answer.Take(MostOfAnswer).Select(static c => char.IsControl(c) ? ' ' : c)).Trim();

    /// <summary>What one address was answered.</summary>
    private sealed record Refusal(string Address, int Status, string Answer)
    {
        internal bool IsPermanent => Status >= 500;
    }

    /// <summary>A connection that goes on where an address is refused, and remembers it.</summary>
    private sealed class Talk : SmtpClient
    {
        private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

        internal Talk(IReadOnlyList<string> pins, Transcript? transcript) : base(transcript is null ? new NullProtocolLogger() : new Transcript.OfMail(transcript))
        {
            // Whether a certificate was revoked is asked by connections of the platform's own, which no guard of ours sees.
            CheckCertificateRevocation = false;
            ServerCertificateValidationCallback = (_, shown, _, errors) => ServerTrust.Accepts(pins, shown, errors);
        }

        internal List<string> Accepted { get; } = [];

        internal List<Refusal> Refused { get; } = [];

        internal uint? TooLarge(MimeMessage message)
        {
            if (!Capabilities.HasFlag(SmtpCapabilities.Size) || MaxSize == 0) return null;
            using var measure = new MimeKit.IO.MeasuringStream();
            message.WriteTo(FormatOptions.Default, measure);
            return measure.Length > MaxSize ? MaxSize : null;
        }

        /// <summary>It was taken: whether they hear our goodbye changes nothing.</summary>
        internal async Task Leave(CancellationToken cancel)
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            soon.CancelAfter(LongestFarewell);
            try { await DisconnectAsync(true, soon.Token).ConfigureAwait(false); }
            catch (Exception gone) when (gone is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException) { /* they left first */ }
        }

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Accepted.Add(mailbox.Address);

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Refused.Add(new(mailbox.Address, (int)response.StatusCode, response.Response));
    }

    /// <summary>How much of the text was handed to the network: before the first byte nothing can have arrived.</summary>
    private sealed class Size : ITransferProgress
    {
        internal long Sent { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Sent = bytesTransferred;

        public void Report(long bytesTransferred) => Sent = bytesTransferred;
    }
}
