using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dateline.Ingest.HttpPush;
using Dateline.News;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Dateline.Ingest.Fetching.Mailbox;

/// <summary>
/// Reads a mailbox by IMAP (RFC 3501, RFC 9051): each mail is a document. The first look takes what nobody has read; from then on, whatever came after the last one, read or not.
/// A mail is marked as read, or moved, after it is durable.
/// </summary>
internal sealed class MailboxConnector(IWayOut way, TimeProvider time) : IConnector, IDisposable
{
    private const int MostAtOnce = 200;

    private readonly MailTokens _tokens = new(way, time);

    public SourceKind Kind => SourceKind.Mailbox;

    public async IAsyncEnumerable<Fetched> Fetch(Asked asked, [EnumeratorCancellation] CancellationToken stop)
    {
        var place = asked.Settings.Mailbox!;
        if (string.IsNullOrEmpty(asked.Secret)) throw new FetchException("secret-missing", "There is nothing to sign in with. Give the source the mailbox's password, or the client's secret, as its secret.");
        using var client = new ImapClient { Timeout = 30_000 };
        await SignIn(client, place, asked.Secret, stop);
        var folder = await client.GetFolderAsync(place.Folder, stop);
        await folder.OpenAsync(FolderAccess.ReadWrite, stop);
        var after = new AfterMail(client, folder, place.MoveTo);
        var known = MailboxPosition.Read(asked.Place, $"{place.User}@{place.Host}/{place.Folder}");
        if (known is { IsOpen: true } && known.Validity == folder.UidValidity) await after.Do(new UniqueId(folder.UidValidity, known.Last), stop);

        var position = new MailboxPosition($"{place.User}@{place.Host}/{place.Folder}", folder.UidValidity, known?.Validity == folder.UidValidity ? known.Last : 0, known?.Day ?? Today, IsOpen: false);
        // What comes while we read has this number or a later one.
        var next = folder.UidNext?.Id ?? 0;
        var coming = await Coming(folder, known, stop);
        foreach (var mail in coming.Take(MostAtOnce))
        {
            if (await Read(folder, asked, mail, stop) is not { } fetched) continue;
            position = position with { Last = Math.Max(position.Last, mail.UniqueId.Id), Day = Today, IsOpen = fetched.Bytes is not null };
            yield return fetched with { Place = position.Write() };
            if (position.IsOpen) await after.Do(mail.UniqueId, stop);
        }
        if (coming.Count <= MostAtOnce && next > 1) position = position with { Last = Math.Max(position.Last, next - 1) };
        yield return new() { Place = (position with { Day = Today, IsOpen = false }).Write() };
        await client.DisconnectAsync(true, stop);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task SignIn(ImapClient client, MailboxPlace place, string secret, CancellationToken stop)
    {
        var pins = place.Certificates.Select(Places.Pin).ToList();
        // Whether a certificate was revoked is asked by connections of the platform's own, which no guard of ours sees.
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, shown, _, errors) => IsTheirs(pins, shown, errors);
        // The client closes it when it is closed itself; before it has it, nobody would.
        var stream = await way.Dial(place.Host, place.PortOrUsual, stop);
        try { await client.ConnectAsync(stream, place.Host, place.PortOrUsual, place.Security == MailboxSecurity.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls, stop); }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
        if (place.Token is null) await client.AuthenticateAsync(place.User, secret, stop);
        else await SignInByToken(client, place, place.Token, secret, stop);
    }

    private async Task SignInByToken(ImapClient client, MailboxPlace place, TokenPlace issuer, string secret, CancellationToken stop)
    {
        var token = await _tokens.Get(issuer, secret, stop);
        try
        {
            // The standard's way (RFC 7628) where it is offered, else the one that came before it.
            await client.AuthenticateAsync(client.AuthenticationMechanisms.Contains("OAUTHBEARER") ? new SaslMechanismOAuthBearer(place.User, token) : new SaslMechanismOAuth2(place.User, token), stop);
        }
        catch (AuthenticationException)
        {
            _tokens.Forget(issuer, secret);
            throw;
        }
    }

    private static bool IsTheirs(List<string?> pins, X509Certificate? shown, SslPolicyErrors errors) =>
        pins.Count == 0 ? errors == SslPolicyErrors.None : shown is not null && pins.Contains(shown.GetCertHashString(HashAlgorithmName.SHA256), StringComparer.Ordinal);

    /// <summary>The mails to take in, in the order in which they came.</summary>
    private static async Task<List<IMessageSummary>> Coming(IMailFolder folder, MailboxPosition? known, CancellationToken stop)
    {
        var query = known is null ? SearchQuery.NotSeen
            : known.Validity == folder.UidValidity ? SearchQuery.Uids(new UniqueIdRange(folder.UidValidity, known.Last + 1, uint.MaxValue))
            // The server has numbered its mails anew: what came from the day before on is given again, and what is known of it is known.
            : SearchQuery.DeliveredAfter(known.Day.AddDays(-2).ToDateTime(TimeOnly.MinValue));
        var found = await folder.SearchAsync(query, stop);
        // "From n on" always names the last mail (RFC 3501 §6.4.8), also where its number is lower.
        var uids = found.Where(u => known is null || known.Validity != folder.UidValidity || u.Id > known.Last).OrderBy(static u => u.Id).Take(MostAtOnce + 1).ToList();
        if (uids.Count == 0) return [];
        return [.. (await folder.FetchAsync(uids, MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.Envelope, stop)).OrderBy(static m => m.UniqueId.Id)];
    }

    private static async Task<Fetched?> Read(IMailFolder folder, Asked asked, IMessageSummary mail, CancellationToken stop)
    {
        if (mail.Size > BodyReader.MostBytes) return new() { Alarm = $"In the mailbox of {asked.Source.Name}, the mail \"{mail.Envelope?.Subject}\" has more than {BodyReader.MostBytes} bytes. It was not taken in." };
        try
        {
            await using var stream = await folder.GetStreamAsync(mail.UniqueId, "", stop);
            var bytes = await BodyReader.ToEnd(stream, (int)(mail.Size ?? 16_384), BodyReader.MostBytes, stop);
            return bytes is { IsEmpty: false } whole ? new() { Bytes = whole, Aside = WhyAside(asked.Settings.Mailbox!, mail) } : null;
        }
        catch (MessageNotFoundException)
        {
            // Somebody was quicker and took it away.
            return null;
        }
    }

    private static Refusal? WhyAside(MailboxPlace place, IMessageSummary mail)
    {
        if (place.Senders.Count == 0) return null;
        var from = mail.Envelope?.From.Mailboxes.Select(static m => m.Address).ToList() ?? [];
        return from.Exists(a => place.Senders.Any(s => IsFrom(a, s))) ? null
            : new("sender-unknown", $"It came from {(from.Count == 0 ? "nobody" : string.Join(", ", from))}, who is not among the senders of this source. It was not read.");
    }

    private static bool IsFrom(string address, string sender) => sender.Contains('@', StringComparison.Ordinal)
        ? address.Equals(sender, StringComparison.OrdinalIgnoreCase)
        : address[(address.LastIndexOf('@') + 1)..].Equals(sender, StringComparison.OrdinalIgnoreCase);

    public void Dispose() => _tokens.Dispose();

    public FetchTrouble? Explain(Exception exception) => exception switch
    {
        AuthenticationException => new(new("sign-in-refused", "The mail server did not let us in: the user, the password or the token is not right any more. Nothing was lost.")),
        SslHandshakeException => new(new("certificate-bad", "The mail server's certificate is not one that is trusted for its name, or pinned. Nothing was said to it. Ask whether it was changed.")),
        FolderNotFoundException => new(new("folder-gone", "There is no such folder in the mailbox. Look for its name in a mail program.")),
        NotSupportedException => new(new("no-security", "The mail server offers no TLS, or no way to sign in with a password. Nothing was said to it.")),
        _ when Dialling.Explain(exception) is { } known => known,
        ImapCommandException refused => new(new("mailbox-answers", $"The mail server refused what we asked: {refused.ResponseText} Nothing was lost; it is tried again.")),
        ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or ObjectDisposedException => new(new("connection-broke", "The connection broke before all of it was here. Nothing was lost; it is tried again.")),
        _ => null,
    };
}

/// <summary>What becomes of a mail that is durable: marked as read, and moved where that is wanted. Done twice, it is done once.</summary>
internal sealed class AfterMail(ImapClient client, IMailFolder folder, string? moveTo)
{
    private IMailFolder? _target;

    internal async Task Do(UniqueId mail, CancellationToken stop)
    {
        await folder.AddFlagsAsync(mail, MessageFlags.Seen, silent: true, stop);
        if (moveTo is not null) await folder.MoveToAsync(mail, _target ??= await Target(moveTo, stop), stop);
    }

    private async Task<IMailFolder> Target(string name, CancellationToken stop)
    {
        try
        {
            return await client.GetFolderAsync(name, stop);
        }
        catch (FolderNotFoundException)
        {
            return await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(name, true, stop)
                ?? throw new FetchException("folder-refused", $"The mailbox has no folder \"{name}\", and it can't be made. What was taken in stays where it is.");
        }
    }
}
