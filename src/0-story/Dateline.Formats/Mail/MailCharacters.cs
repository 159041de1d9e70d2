using System.Text;
using System.Text.Unicode;
using Dateline.Formats.Text;
using MimeKit;

namespace Dateline.Formats.Mail;

/// <summary>The characters of a part, whatever its label says: bytes that are valid UTF-8 are UTF-8, Latin-1 is windows-1252, and a name that nobody knows is too.</summary>
internal static class MailCharacters
{
    private const int LongestAtOnce = 1 << 20;

    private static readonly Encoding Western = CodePages.Western;
    private static readonly Encoding StrictWestern = CodePages.Of(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback);

    /// <summary>The text of a part; <paramref name="lied"/> where its label says another set than the one it is in.</summary>
    internal static string Of(TextPart part, out bool lied)
    {
        lied = false;
        if (part.Content is null) return "";
        // Decoded, a text is never longer than it came.
        using var decoded = new MemoryStream((int)Math.Min(part.Content.Stream?.Length ?? 0, LongestAtOnce));
        part.Content.DecodeTo(decoded);
        var bytes = decoded.GetBuffer().AsSpan(0, (int)decoded.Length);
        var declared = part.ContentType.Charset?.Trim().Trim('"').ToLowerInvariant();
        if (bytes.StartsWith("\uFEFF"u8)) return Encoding.UTF8.GetString(bytes[3..]);
        if (IsOfSevenBits(declared)) return Named(declared)!.GetString(bytes);
        if (Ascii.IsValid(bytes) && declared is null or "utf-8" or "us-ascii") return Encoding.Latin1.GetString(bytes);
        if (!Ascii.IsValid(bytes) && Utf8.IsValid(bytes))
        {
            lied = declared is not (null or "utf-8" or "utf8");
            return Encoding.UTF8.GetString(bytes);
        }
        lied = declared is "utf-8" or "utf8";
        return (declared is null or "utf-8" or "utf8" or "us-ascii" or "iso-8859-1" ? Western : Named(declared) ?? Western).GetString(bytes);
    }

    // ISO 2022 and UTF-16: sets in which any bytes look like ASCII or nothing.
    private static bool IsOfSevenBits(string? charset) => charset is not null && (charset.StartsWith("iso-2022", StringComparison.Ordinal) || charset.StartsWith("utf-16", StringComparison.Ordinal) || charset == "hz-gb-2312") && Named(charset) is not null;

    private static Encoding? Named(string? charset) => charset is null ? null : CodePages.Named(charset);

    /// <summary>What was meant by text whose UTF-8 was read as windows-1252 ("RÃ©union"); null where it was not.</summary>
    internal static string? Unmixed(string text)
    {
        try
        {
            var bytes = StrictWestern.GetBytes(text);
            return !Ascii.IsValid(bytes) && Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
