using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dateline.Delivery.Channels;

/// <summary>
/// Whether a server is the one that is meant: where its certificates are pinned, one of them is shown; else what it shows is good for its name, by this
/// machine's own trust. A pin is what <c>openssl x509 -fingerprint -sha256</c> prints: 64 hex digits, with or without colons.
/// </summary>
internal static class ServerTrust
{
    private const string Prefix = "SHA256:";

    /// <summary>A pin as it is compared; null where the text is none.</summary>
    internal static string? Pin(string text)
    {
        var digits = (text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text).Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits.ToUpperInvariant() : null;
    }

    /// <summary>Whether what a server shows is to be believed.</summary>
    internal static bool Accepts(IReadOnlyList<string> pins, X509Certificate? shown, SslPolicyErrors errors) =>
        pins.Count > 0 ? shown is not null && pins.Select(Pin).Contains(shown.GetCertHashString(HashAlgorithmName.SHA256), StringComparer.Ordinal) : errors == SslPolicyErrors.None;
}
