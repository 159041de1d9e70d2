using Dateline.News;

namespace Dateline.Ingest;

/// <summary>How a source's items come to us.</summary>
public enum SourceKind
{
    /// <summary>They send them to us over HTTP.</summary>
    Push,
    /// <summary>They put files into a folder of this machine.</summary>
    Folder,
    /// <summary>We ask a web address for what is new: RSS, Atom, JSON Feed, or any other format that is read.</summary>
    Feed,
    /// <summary>We fetch files from a folder of their SFTP server.</summary>
    Sftp,
    /// <summary>We read a mailbox by IMAP; each mail is an item.</summary>
    Mailbox,
}

/// <summary>A web address that is asked for what is new. What proves us to them is the source's secret.</summary>
public sealed record FeedPlace
{
    /// <summary>The address: https, or http where nothing has to stay secret.</summary>
    public required string Url { get; init; }
    /// <summary>The user of a password ("Basic"); null: the secret is a key.</summary>
    public string? User { get; init; }
    /// <summary>The name of the header in which a key goes ("X-Api-Key"); null: Authorization, as a bearer's.</summary>
    public string? Header { get; init; }

    internal Refusal? WhyNot()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            return new("feed-url", "The address must begin with https:// or http://, with no user or password in it.", "feed.url");
        if (User is not null && Header is not null) return new("feed-proof", "Say a user, whose password the secret is, or a header for a key, not both.", "feed.header");
        return Header is not null && !Header.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') ? new("feed-header", "The header's name has letters, digits and hyphens, like X-Api-Key.", "feed.header") : null;
    }
}

/// <summary>What becomes of a file on their server after it was taken in.</summary>
public enum AfterFetch
{
    /// <summary>It stays; what was taken in is remembered by name, size and time.</summary>
    Stay,
    /// <summary>It moves into the folder <c>done</c> beside it.</summary>
    Done,
}

/// <summary>A folder of an SFTP server. The source's secret is the password, or a private key in PEM.</summary>
public sealed record SftpPlace
{
    /// <summary>Its name or address.</summary>
    public required string Host { get; init; }
    /// <summary>Its port.</summary>
    public int Port { get; init; } = 22;
    /// <summary>As whom we sign in.</summary>
    public required string User { get; init; }
    /// <summary>The folder: whole, or from where the user is put; "." is that place itself.</summary>
    public string Folder { get; init; } = ".";
    /// <summary>The keys that it may show, as OpenSSH writes them: SHA256: and 43 letters. One or more.</summary>
    public IReadOnlyList<string> HostKeys { get; init; } = [];
    /// <summary>What becomes of a file that was taken in.</summary>
    public AfterFetch After { get; init; }

    internal Refusal? WhyNot()
    {
        if (Places.Server(Host, Port, User, "sftp") is { } wrong) return wrong;
        if (string.IsNullOrWhiteSpace(Folder) || Folder.Any(char.IsControl)) return new("sftp-folder", "Name the folder; a full stop stands for the one that the user is put into.", "sftp.folder");
        if (HostKeys.Count == 0) return new("sftp-host-keys", "Give the fingerprint of the server's key: without it anybody could pretend to be this agency. Ask them, or compare what ssh-keyscan shows with what they say.", "sftp.hostKeys");
        return HostKeys.FirstOrDefault(static k => Fingerprint(k) is null) is { } odd ? new("sftp-host-keys", $"\"{odd}\" is not a fingerprint: SHA256: and 43 letters.", "sftp.hostKeys") : null;
    }

    /// <summary>A fingerprint as it is compared; null where the text is none.</summary>
    internal static string? Fingerprint(string text)
    {
        if (!text.StartsWith("SHA256:", StringComparison.Ordinal)) return null;
        var letters = text["SHA256:".Length..].TrimEnd('=');
        return letters.Length == 43 && Convert.TryFromBase64String(letters + "=", new byte[32], out var length) && length == 32 ? letters : null;
    }
}

/// <summary>How the way to a mail server is kept from others' eyes.</summary>
public enum MailboxSecurity
{
    /// <summary>From the first byte (usual port 993).</summary>
    Tls,
    /// <summary>After a word in clear (usual port 143); without it we leave.</summary>
    StartTls,
}

/// <summary>A mailbox, read by IMAP (RFC 9051, RFC 3501). The source's secret is the password.</summary>
public sealed record MailboxPlace
{
    /// <summary>The server's name or address.</summary>
    public required string Host { get; init; }
    /// <summary>Its port; null: the usual one.</summary>
    public int? Port { get; init; }
    /// <summary>How the way is kept.</summary>
    public MailboxSecurity Security { get; init; }
    /// <summary>As whom we sign in.</summary>
    public required string User { get; init; }
    /// <summary>Where a token is asked for, for a service that lets nobody in by password (OAuth 2.0 client credentials, RFC 6749 §4.4); null: the secret is the mailbox's password.</summary>
    public TokenPlace? Token { get; init; }
    /// <summary>The folder that is read.</summary>
    public string Folder { get; init; } = "INBOX";
    /// <summary>Where a mail moves after it was taken in; null: it stays, marked as read.</summary>
    public string? MoveTo { get; init; }
    /// <summary>Certificates that the server may show, by SHA-256 in hex, for one that no authority vouches for. None: it must be good for its name.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];
    /// <summary>Addresses ("desk@np.example") and domains ("np.example") whose mail is taken in; what others send is kept in the quarantine. None: everybody's is.</summary>
    public IReadOnlyList<string> Senders { get; init; } = [];

    internal int PortOrUsual => Port ?? (Security == MailboxSecurity.Tls ? 993 : 143);

    internal Refusal? WhyNot()
    {
        if (Places.Server(Host, PortOrUsual, User, "mailbox") is { } wrong) return wrong;
        if (Token?.WhyNot() is { } odd) return odd;
        if (string.IsNullOrWhiteSpace(Folder) || Folder.Any(char.IsControl)) return new("mailbox-folder", "Name the folder that is read, like INBOX.", "mailbox.folder");
        if (MoveTo is not null && (MoveTo.Any(char.IsControl) || MoveTo == Folder)) return new("mailbox-move", "Mail that was taken in must move to another folder than the one that is read.", "mailbox.moveTo");
        if (Certificates.Any(static c => Places.Pin(c) is null)) return new("mailbox-certificate", "A certificate is told by 64 hex digits, as openssl x509 -fingerprint -sha256 prints them.", "mailbox.certificates");
        return Senders.FirstOrDefault(static s => s.Length is 0 or > 250 || s.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c))) is { } nobody ? new("mailbox-sender", $"\"{nobody}\" is neither an address nor a domain.", "mailbox.senders") : null;
    }
}

/// <summary>Where a mail service gives the tokens with which one signs in. The source's secret is the client's secret there, and goes nowhere else.</summary>
public sealed record TokenPlace
{
    /// <summary>The address of the service's token endpoint: https, or http on this machine.</summary>
    public required string Url { get; init; }
    /// <summary>The client's id at the service.</summary>
    public required string Client { get; init; }
    /// <summary>What is asked for ("https://outlook.office365.com/.default"); null: what the client has.</summary>
    public string? Scope { get; init; }

    internal Refusal? WhyNot()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || !(url.Scheme == "https" || url.Scheme == "http" && url.IsLoopback) || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            return new("token-url", "The address that gives tokens begins with https://, with no user or password in it.", "mailbox.token.url");
        if (string.IsNullOrWhiteSpace(Client) || Client.Any(char.IsControl)) return new("token-client", "Name the client by its id, as the mail service gave it.", "mailbox.token.client");
        return Scope?.Any(char.IsControl) == true ? new("token-scope", "The scope is one line, like https://outlook.office365.com/.default.", "mailbox.token.scope") : null;
    }
}

/// <summary>What places of all kinds are asked.</summary>
internal static class Places
{
    internal static Refusal? Server(string host, int port, string user, string kind)
    {
        if (string.IsNullOrWhiteSpace(host) || Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown) return new(kind + "-host", "Give the name or the address of their server, without anything before or after it.", kind + ".host");
        if (port is < 1 or > 65535) return new(kind + "-port", "The port is a number from 1 to 65535.", kind + ".port");
        return string.IsNullOrWhiteSpace(user) || user.Any(char.IsControl) ? new(kind + "-user", "Say as whom we sign in.", kind + ".user") : null;
    }

    /// <summary>A certificate's SHA-256 as it is compared; null where the text is none.</summary>
    internal static string? Pin(string text)
    {
        var digits = (text.StartsWith("SHA256:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text).Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits.ToUpperInvariant() : null;
    }
}
