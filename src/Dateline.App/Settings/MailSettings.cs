using System.Globalization;
using System.Net;
using Dateline.Delivery;
using Dateline.Delivery.Channels.Mail;

namespace Dateline.App.Settings;

/// <summary>Reads what an operator sets of the mail relay, and of who is told of holds and kills.</summary>
internal static class MailSettings
{
    internal static MailRelay? ReadRelay(Func<string, string?> value, List<string> problems)
    {
        if (value("mail:host") is not { } host) return null;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) problems.Add($"mail:host is \"{host}\", which is not the name or address of a server. Write it like smtp.ledger.example.");
        var security = ReadSecurity(value("mail:security") ?? "starttls", problems);
        var relay = new MailRelay(host.Trim('[', ']'), ReadPort(value("mail:port"), security, problems), security, value("mail:sender") ?? "")
        {
            User = value("mail:user"),
            Secret = value("mail:secret"),
            Certificates = ReadCertificates(value("mail:certificates") ?? "", problems),
        };
        if (!MailRelay.IsAddress(relay.Sender)) problems.Add("mail:host is set, but mail:sender is not a mail address. Write the address that mails come from, like wire@ledger.example.");
        if (relay.User is null != relay.Secret is null) problems.Add("mail:user and mail:secret go together. Set both, or neither.");
        if (relay is { User: not null, Security: MailSecurity.None } && !IsHere(relay.Host)) problems.Add("mail:security is none, and mail:secret would go over the network in the clear. Set mail:security to starttls or tls.");
        return relay;
    }

    internal static IReadOnlyList<string> ReadAddresses(string text, List<string> problems)
    {
        var addresses = Parts(text);
        foreach (var address in addresses.Where(static a => !MailRelay.IsAddress(a))) problems.Add($"duty:addresses has \"{address}\", which is not a mail address. Write it like night.desk@ledger.example.");
        return addresses;
    }

    internal static DutyWebhook? ReadWebhook(string? url, string? secret, List<string> problems)
    {
        if (url is null) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            problems.Add($"duty:url is \"{url}\", which is not a web address that can be posted to. Write it like https://alarms.ledger.example/dateline.");
            return null;
        }
        if (secret is not null && DutyWebhook.IsSecret(secret)) return new(address, secret);
        problems.Add("duty:url is set, but duty:secret is not a secret that can sign: 24 to 64 bytes in base64. Make one: openssl rand -base64 32.");
        return null;
    }

    private static MailSecurity ReadSecurity(string text, List<string> problems)
    {
        switch (text.ToLowerInvariant())
        {
            case "starttls": return MailSecurity.StartTls;
            case "tls": return MailSecurity.Tls;
            case "none": return MailSecurity.None;
            default:
                problems.Add($"mail:security is \"{text}\". Write starttls, tls or none.");
                return MailSecurity.StartTls;
        }
    }

    private static int ReadPort(string? text, MailSecurity security, List<string> problems)
    {
        if (text is null) return security switch { MailSecurity.Tls => 465, MailSecurity.StartTls => 587, _ => 25 };
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536) return port;
        problems.Add($"mail:port is \"{text}\", which is not a number from 1 to 65535.");
        return 0;
    }

    private static List<string> ReadCertificates(string text, List<string> problems)
    {
        var pins = new List<string>();
        foreach (var part in Parts(text))
        {
            if (MailRelay.IsFingerprint(part)) pins.Add(part);
            else problems.Add($"mail:certificates has \"{part}\", which is no SHA-256 in hex. Ask for it: openssl x509 -noout -fingerprint -sha256 -in relay.pem.");
        }
        return pins;
    }

    private static bool IsHere(string host) => host is "localhost" || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);

    private static List<string> Parts(string text) => [.. text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries)];
}
