using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;

namespace Dateline.Delivery.Channels.HttpPush;

/// <summary>
/// Signs a message as the Standard Webhooks specification says (scheme v1): HMAC-SHA256 over <c>id.timestamp.body</c>, in base64.
/// A secret may be several, the newest first, with spaces between them: all of them sign, so that a receiver can change over without a gap.
/// </summary>
internal static class StandardWebhooks
{
    private const string Prefix = "whsec_";

    internal static string Sign(string secrets, string id, Instant at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.ASCII.GetBytes($"{id}.{Timestamp(at)}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return string.Join(' ', Keys(secrets).Select(key => "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    internal static string Timestamp(Instant at) => (at.Microseconds / 1_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether every part of it is a secret: 24 to 64 bytes in base64, with or without the prefix.</summary>
    internal static bool IsSecret(string secrets)
    {
        try
        {
            var keys = Keys(secrets).ToList();
            return keys.Count is > 0 and <= 4 && keys.All(k => k.Length is >= 24 and <= 64);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A new secret.</summary>
    internal static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static IEnumerable<byte[]> Keys(string secrets) =>
        secrets.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => Convert.FromBase64String(s.StartsWith(Prefix, StringComparison.Ordinal) ? s[Prefix.Length..] : s));
}
