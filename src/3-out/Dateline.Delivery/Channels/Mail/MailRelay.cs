namespace Dateline.Delivery.Channels.Mail;

/// <summary>
/// The server that takes our mail and carries it on. It is set in the settings file or the environment only, never on a screen: that it is named there is what allows
/// it to stand in a private network.
/// </summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is kept from others.</param>
/// <param name="Sender">The address that mails come from, and that bounces go to.</param>
public sealed record MailRelay(string Host, int Port, MailSecurity Security, string Sender)
{
    /// <summary>The name beside the sender's address; null: none.</summary>
    public string? SenderName { get; init; }
    /// <summary>As whom we sign in; null: we do not.</summary>
    public string? User { get; init; }
    /// <summary>The password.</summary>
    public string? Secret { get; init; }
    /// <summary>Certificates that it may show, as SHA-256 in hex; none: one that this machine trusts for its name.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>The domain of the sender's address: that of our Message-IDs.</summary>
    internal string Domain => Sender[(Sender.LastIndexOf('@') + 1)..];

    /// <summary>Whether a text is one mail address and nothing else.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= 254 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>')
        && MimeKit.MailboxAddress.TryParse(text, out var address) && address.Address == text && text.LastIndexOf('@') is > 0 and var at && at < text.Length - 1;

    /// <summary>Whether a text is a certificate's fingerprint, as <see cref="Certificates"/> holds them.</summary>
    public static bool IsFingerprint(string text) => ServerTrust.Pin(text) is not null;
}

/// <summary>How a connection to the mail relay is kept from others.</summary>
public enum MailSecurity
{
    /// <summary>It begins in the clear and must change over to TLS before anything is said (port 587).</summary>
    StartTls,
    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,
    /// <summary>Not at all: for a relay on this machine or in a network of its own (port 25).</summary>
    None,
}
