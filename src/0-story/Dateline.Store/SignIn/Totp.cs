using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dateline.News;

namespace Dateline.Store.SignIn;

/// <summary>One-time codes by time (RFC 6238): six digits, thirty seconds, HMAC-SHA1, as every generator knows them.</summary>
public static class Totp
{
    private const int SecretLength = 20;
    private const int Seconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret, in the letters that people type into a generator.</summary>
    public static string NewSecret(Randomness randomness)
    {
        Span<byte> bytes = stackalloc byte[SecretLength];
        randomness.Fill(bytes);
        return Encode(bytes);
    }

    /// <summary>The address that a generator reads (from a picture or a tap).</summary>
    public static string Address(string secret, string login, string issuer) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(login)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}";

    /// <summary>The step in which a code is good: now, or the one before or after, since clocks differ. Null: it is not.</summary>
    public static long? StepOf(string secret, string code, Instant now)
    {
        code = code.Replace(" ", "", StringComparison.Ordinal);
        if (code.Length != 6) return null;
        var here = now.Microseconds / 1_000_000 / Seconds;
        long? found = null;
        foreach (var step in new[] { here - 1, here, here + 1 })
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), Encoding.UTF8.GetBytes(code))) found = step;
        return found;
    }

    /// <summary>The code of a moment.</summary>
    public static string CodeAt(string secret, Instant now) => Code(secret, now.Microseconds / 1_000_000 / Seconds);

    private static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // SHA-1 is what RFC 6238 and the generators use; in HMAC its collisions do not matter.
        var hash = HMACSHA1.HashData(Decode(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, held) = ((bits << 8 | one) & 0xFFF, held + 8);
            for (; held >= 5; held -= 5) text.Append(Base32[bits >> (held - 5) & 31]);
        }
        if (held > 0) text.Append(Base32[bits << (5 - held) & 31]);
        return text.ToString();
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (bits, held) = (0, 0);
        foreach (var letter in text)
        {
            (bits, held) = ((bits << 5 | Base32.IndexOf(letter, StringComparison.Ordinal)) & 0xFFF, held + 5);
            if (held < 8) continue;
            held -= 8;
            bytes.Add((byte)(bits >> held));
        }
        return [.. bytes];
    }
}
