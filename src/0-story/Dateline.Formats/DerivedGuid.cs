using System.Security.Cryptography;

namespace Dateline.Formats;

/// <summary>
/// Identity for items of formats that have none (IPTC 7901, ANPA 1312), and of documents that leave it to their envelope (NITF): made of what the header says, or of the bytes where that is too little.
/// It serves matching alone: the same message gives the same one. A note (<see cref="NoteCodes.GuidDerived"/>) says that the source stated none.
/// </summary>
internal static class DerivedGuid
{
    /// <summary>What each begins with.</summary>
    internal const string Prefix = "urn:x-dateline:derived:";

    /// <summary>Why the text wires need one.</summary>
    internal const string NoIdentity = "The format has no identity: one was made of the message's source, number and date.";

    /// <summary>Gives <paramref name="item"/> one.</summary>
    internal static void Give(ItemDraft item, WirePosition position, string why, string format, params ReadOnlySpan<string> parts)
    {
        item.Guid = Of(format, parts);
        item.Note(NoteCodes.GuidDerived, why, position);
    }

    /// <summary>Gives <paramref name="item"/> one made of what it says, where the format has identities and the sender leaves it out.</summary>
    internal static void GiveOfWords(ItemDraft item, WirePosition position, string format, string words)
    {
        item.Guid = Of(format, Part(System.Text.Encoding.UTF8.GetBytes(words)));
        item.Note(NoteCodes.GuidDerived, "No identity is stated: one was made of headline, place and date.", position);
    }

    /// <summary>One of <paramref name="parts"/>, each brought down to letters, digits and hyphens.</summary>
    private static string Of(string format, params ReadOnlySpan<string> parts)
    {
        var guid = new System.Text.StringBuilder(Prefix).Append(format);
        foreach (var part in parts)
        {
            guid.Append(':');
            foreach (var c in part) guid.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-');
        }
        return guid.ToString();
    }

    /// <summary>The part that stands for the bytes themselves.</summary>
    internal static string Part(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash[..10]);
    }
}
