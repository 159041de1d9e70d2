using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Dateline.News;

/// <summary>Where chance comes from, so that a seed can replay it. The default draws from the operating system.</summary>
public abstract class Randomness
{
    /// <summary>The operating system's cryptographic randomness.</summary>
    public static Randomness System { get; } = new OperatingSystemRandomness();

    /// <summary>Fills <paramref name="bytes"/> with random bytes.</summary>
    public abstract void Fill(Span<byte> bytes);

    private sealed class OperatingSystemRandomness : Randomness
    {
        public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
    }
}

/// <summary>
/// Makes identifiers: UUIDs of version 7 (RFC 9562 §5.7), which sort by the time they were made, and unguessable tokens.
/// Both draw on the seams, so that a simulation makes the same ones again.
/// </summary>
public sealed class IdSource(TimeProvider time, Randomness randomness)
{
    private const string Base32 = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Ids from the real clock and the operating system's randomness.</summary>
    public static IdSource System { get; } = new(TimeProvider.System, Randomness.System);

    /// <summary>A new UUIDv7.</summary>
    public Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        randomness.Fill(bytes[6..]);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, time.GetUtcNow().ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A token of <paramref name="characters"/> lower-case letters and digits (5 bits each, no i, l, o or u).</summary>
    public string NewToken(int characters)
    {
        Span<byte> bytes = stackalloc byte[characters];
        randomness.Fill(bytes);
        var token = new char[characters];
        for (var i = 0; i < characters; i++) token[i] = Base32[bytes[i] & 31];
        return new string(token);
    }
}
