using System.Security.Cryptography;
using System.Text;

namespace Dateline.Delivery.Dispatch;

/// <summary>The guid of a version that goes out as an item of its own: the same for everyone who gets it so, and one that no other story or version has.</summary>
internal static class ChainGuid
{
    /// <summary>A UUID made of the story's guid and the version (RFC 9562, version 8), as a URN.</summary>
    internal static string Of(string guid, int version) => "urn:uuid:" + Uuid(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dateline:writethru:{version}:{guid}")).ToString("D");

    /// <summary>The id under which a photo goes before an item: the same in every attempt, so that a repeat can be told.</summary>
    internal static Guid OfPhoto(Guid delivery, string name) => Uuid($"dateline:photo:{delivery:D}:{name}");

    private static Guid Uuid(string of)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(of), hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
