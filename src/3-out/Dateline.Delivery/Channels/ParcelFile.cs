using System.Globalization;

namespace Dateline.Delivery.Channels;

/// <summary>The file that a release becomes, in a folder of ours or of theirs.</summary>
internal static class ParcelFile
{
    /// <summary>What stands behind its name while it is not whole.</summary>
    internal const string Unfinished = ".part";

    /// <summary>
    /// In the order of messages, and safe on every file system: nothing of it comes from a stranger's text. The same message takes the same name in every attempt,
    /// so that a repeat replaces what an earlier one may have left, and nothing else.
    /// </summary>
    internal static string NameOf(Parcel parcel)
    {
        if (parcel.File is { } photo) return photo;
        var ending = parcel.ContentType switch
        {
            var t when t.Contains("json", StringComparison.Ordinal) => "json",
            var t when t.Contains("xml", StringComparison.Ordinal) => "xml",
            var t when t.Contains("html", StringComparison.Ordinal) => "html",
            var t when t.Contains("rfc822", StringComparison.Ordinal) => "eml",
            _ => "txt",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{parcel.Sequence:D10}-v{parcel.Version}-{parcel.Id:N}.{ending}");
    }
}
